/**
 * The member of a record that a text of the command line names.
 *
 * @throws Error listing the names that there are.
 */
export function named<Members extends object>(
  members: Members,
  name: string | undefined,
): keyof Members & string {
  if (name !== undefined && Object.hasOwn(members, name)) return name as keyof Members & string;
  throw new Error(`"${name}" is none of: ${Object.keys(members).join(", ")}`);
}
