/** How likely chance alone goes as far as it went. Formulas: NIST Digital Library of Mathematical Functions (DLMF). */

/** What 95% of a normal distribution lies within, in standard deviations. */
export const normal95 = 1.959963984540054;

/** The probability that a normal variable is at least so many standard deviations off, in either direction. */
export function normalTwoSided(z: number): number {
  return Math.max(0, 1 - erf(Math.abs(z) / Math.SQRT2));
}

/** The error function, by a series whose terms are all positive (DLMF 7.6.2). */
function erf(x: number): number {
  if (x > 6) return 1;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** From so many degrees of freedom on, Student's distribution is taken for the normal one. */
const nearlyNormal = 1e5;

/** The probability that Student's t is at least so far off, in either direction (DLMF 8.17, Abramowitz/Stegun 26.5.27). */
export function studentTwoSided(t: number, degrees: number): number {
  if (degrees >= nearlyNormal) return normalTwoSided(t);
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** What 95% of Student's distribution lies within: the root of a nearly straight line, both axes being logarithmic. */
export function student95(degrees: number): number {
  const off = (logT: number): number => Math.log(studentTwoSided(Math.exp(logT), degrees) / 0.05);
  let [before, here] = [Math.log(normal95), Math.log(normal95) + 0.1];
  let [offBefore, offHere] = [off(before), off(here)];
  for (let i = 0; i < 50 && Math.abs(offHere) > 1e-12 && offHere !== offBefore; i += 1) {
    const next = here - (offHere * (here - before)) / (offHere - offBefore);
    [before, offBefore] = [here, offHere];
    [here, offHere] = [next, off(next)];
  }
  return Math.exp(here);
}

/** The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it, the function is that of the other side.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return front / (a * betaFraction(x, a, b));
}

/** 1 + d1 / (1 + d2 / (1 + ...)) by the modified Lentz method (DLMF 3.10(iii)). */
function betaFraction(x: number, a: number, b: number): number {
  let fraction = 1;
  let [c, d] = [1, 0];
  for (let n = 1; n < 10_000; n += 1) {
    const coefficient = betaCoefficient(n, x, a, b);
    d = 1 / (1 + coefficient * d);
    c = 1 + coefficient / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-13) break;
  }
  return fraction;
}

function betaCoefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  return n % 2 === 0
    ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
    : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
}

/** The logarithm of the gamma function, by Stirling's series (DLMF 5.11.1) above 10 and the recurrence below. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
