const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/ Edg\/(\d+)/, 'Edge'],
  [/ OPR\/(\d+)/, 'Opera'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* .*Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a run ran on: "Chrome 128, Linux, 8 threads". What the browser does not tell is left out. */
export function deviceWords({ userAgent, hardwareConcurrency }: Pick<Navigator, 'userAgent' | 'hardwareConcurrency'>): string {
  const [pattern, browser] = BROWSERS.find(([each]) => each.test(userAgent)) ?? [];
  const version = pattern && ` ${pattern.exec(userAgent)?.[1]}`;
  const system = SYSTEMS.find(([each]) => each.test(userAgent))?.[1];
  const threads = hardwareConcurrency > 0 ? `${hardwareConcurrency} threads` : undefined;
  return [browser && `${browser}${version}`, system, threads].filter((each) => each !== undefined).join(', ');
}
