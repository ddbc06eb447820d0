import { z } from 'zod';

const component = z.looseObject({ name: z.string(), version: z.string() });
type Component = z.infer<typeof component>;
const npmBill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/** The bill of materials of what is shipped, in CycloneDX. */
interface Bill {
  readonly components: readonly Component[];
  /** By name and version, which of these use which of these. */
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** A work as the notices list it: its name, its version if it has one, and its licence. */
const listed = /^ {2}(\S.*?)(?: (\d+\.\d+\.[\w.+-]+))? \((.+)\)$/gm;

/**
 * The bill of materials of what is shipped: of npm's own, which has everything that is installed, what the notices say is inside, and what
 * that runs in. Throws where something is inside that npm does not know.
 */
export function billOf(npmsBill: unknown, notices: string, runtimes: Readonly<Record<string, string>>): Bill {
  const all = npmBill.parse(npmsBill);
  // The list is before the first licence.
  const [list = ''] = notices.split('\n===');
  const works = [...list.matchAll(listed)].map(([, name = '', version, license = '']) => ({
    name,
    version,
    license,
  }));
  const packages = [
    ...works.flatMap(({ name, version }) => (version === undefined ? [] : [{ name, version }])),
    ...Object.entries(runtimes).map(([name, version]) => ({ name, version })),
  ];
  const components = packages.map((each) => shipped(all.components, each));
  const others = works
    .filter(({ version }) => version === undefined)
    .map(({ name, license }) => ({
      type: 'library',
      name,
      version: '',
      licenses: [{ license: { id: license } }],
    }));
  const refs = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return { ...all, components: [...components, ...others], dependencies };
}

/** npm's entry of a package, which counts tools as optional, as one that is shipped. */
function shipped(
  components: readonly Component[],
  { name, version }: { readonly name: string; readonly version: string },
): Component {
  const found = components.find((each) => each.name === name && each.version === version);
  if (found === undefined) throw new Error(`npm does not know ${name} ${version}.`);
  return { ...found, scope: 'required' };
}
