// Versions of the server, as far as they decide whether this extension can work with it.

export const minimumServer = '0.1.0';

/** True where `version` is known to be below `minimum`. What is no version is not judged. */
export function isBelow(version: string, minimum: string): boolean {
  const read = (text: string): number[] | undefined =>
    /^v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number);
  const given = read(version);
  const wanted = read(minimum);
  if (given === undefined || wanted === undefined) return false;
  for (let part = 0; part < 3; ++part) {
    const difference = (given[part] ?? 0) - (wanted[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
