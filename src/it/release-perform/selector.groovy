// The release plugin calls the program git.
try {
  return ['git', '--version'].execute().waitFor() == 0
} catch (IOException e) {
  println 'git is not installed'
  return false
}
