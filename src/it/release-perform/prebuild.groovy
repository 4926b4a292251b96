import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
it.remember()

// What release:prepare leaves behind: a tag, and where it is.
def pom = new File(basedir, 'pom.xml')
pom.setText(pom.getText('UTF-8')
    .replace('RELEASES', new File(basedir, 'releases').absolutePath)
    .replace('URL', it.database().url())
    .replace('USERNAME', it.database().user()), 'UTF-8')
def git = { String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.com'] + arguments.toList()
  def process = command.execute(null, basedir)
  def output = process.text
  assert process.waitFor() == 0: "$command: $output"
}
git('init', '-q', '.')
git('add', 'pom.xml')
git('commit', '-q', '-m', 'Release')
git('tag', 'v1.0')
new File(basedir, 'release.properties').text = "scm.url=scm\\:git\\:file\\://${basedir.absolutePath}\nscm.tag=v1.0\n"
return true
