/** The part of `connect --help` and `listen --help` about variables, 80 columns. Ends with a line break. */
export const variablesHelp = `Variables
  {{NAME}} in the URL, in the texts of options and in what is sent stands for a
  variable, {{$uuid}}, {{$now:unix}} and others for what they compute when it is
  sent; the documentation lists all. {{"{{"}} is the text {{.
  --env-var NAME=VALUE     give a variable a value; can be given again. The
                           environment variable WIREBENCH_VAR_NAME does, too.
  --env NAME               take the variables of this environment of a workspace
  --workspace DIR          the workspace; with --env, ~/Wirebench if not given
`;
