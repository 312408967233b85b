/** A component of a file loaded when it is first shown. React Aria stays out of the first load by passing through here. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export function lazily<Props extends object, Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType<Props>>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await load())[name] }));
}
