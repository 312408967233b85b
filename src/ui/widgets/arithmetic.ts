/**
 * What the user types into a number field, worked out: numbers, + - * / x, parentheses, and a leading operator that works on
 * the current value ("*2", "/2", "+8"; "-8" alone is the number -8). Returns undefined for anything else.
 */
export function evaluate(text: string, current = 0): number | undefined {
  const source = text.trim().replaceAll('×', '*').replaceAll('x', '*').replaceAll('−', '-').replaceAll(',', '.');
  const whole = /^[*/+]/.test(source) ? `${current}${source}` : source;
  const tokens = whole.match(TOKEN) ?? [];
  if (tokens.length === 0 || tokens.join('') !== whole.replaceAll(/\s/g, '')) return undefined;
  const reader = { tokens, at: 0 };
  const value = sum(reader);
  return reader.at === tokens.length && value !== undefined && Number.isFinite(value) ? value : undefined;
}

const TOKEN = /\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[-+*/()]/g;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function sum(reader: Reader): number | undefined {
  return chain(reader, '+-', product);
}

function product(reader: Reader): number | undefined {
  return chain(reader, '*/', factor);
}

/** Left to right over operators of one precedence. */
function chain(reader: Reader, operators: string, operand: (reader: Reader) => number | undefined): number | undefined {
  let value = operand(reader);
  for (let token = reader.tokens[reader.at]; token !== undefined && operators.includes(token); token = reader.tokens[reader.at]) {
    reader.at++;
    const right = operand(reader);
    if (value === undefined || right === undefined) return undefined;
    value = apply(token, value, right);
  }
  return value;
}

function apply(operator: string, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '*' ? left * right : left / right;
}

function factor(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return undefined;
  if (token === '-') return negated(factor(reader));
  if (token !== '(') return /^[\d.]/.test(token) ? Number(token) : undefined;
  const value = sum(reader);
  return reader.tokens[reader.at++] === ')' ? value : undefined;
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}
