/** What a person does where a system does not know who made the program. */
const unsignedSentences: Readonly<Record<string, string>> = {
  macOS:
    '**The builds for macOS are not signed and notarised.** macOS says that it cannot check Wirebench: press _Done_, and in System Settings, _Privacy & Security_, press _Open Anyway_.',
  Windows:
    '**The builds for Windows are not signed.** Windows says that it protected your PC: press _More info_, then _Run anyway_.',
};

/** The section of a version in the CHANGELOG, without its heading. Throws where there is none, or nothing in it. */
export function notesOf(changelog: string, version: string): string {
  const [, ...sections] = `\n${changelog}`.split('\n## ');
  const section = sections.find(
    (each) => each.startsWith(version) && !/^[\w.-]/.test(each.slice(version.length)),
  );
  const text = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (text === '') throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return text;
}

/** What a release says: what has changed, how to check what one has got, and what to click where it is not signed. `unsigned` are the systems, `repository` is `owner/name`. */
export function releaseNotes(
  changelog: string,
  version: string,
  { unsigned, repository }: { readonly unsigned: readonly string[]; readonly repository: string },
): string {
  const warnings = unsigned.map((system) => unsignedSentences[system]).filter((each) => each !== undefined);
  const check = `\`SHA256SUMS.txt\` has the checksums, the \`.cdx.json\` what is inside, and \`gh attestation verify FILE --repo ${repository}\` tells which commit a file was built from.`;
  return `${[notesOf(changelog, version), ...warnings, check].join('\n\n')}\n`;
}
