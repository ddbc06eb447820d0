/** What electron-builder asks before it looks for packages to pack and to compile: there are none, since everything was bundled. */
export default function beforeBuild(): Promise<boolean> {
  return Promise.resolve(false);
}
