import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir)
context.uuid = it.insert('integration:google:work', '{"access_token": "fake"}')
it.remember()
def module = new File(basedir, 'module.xml').getText('UTF-8')
(1..30).collect { String.format('m%02d', it) }.each { name ->
  def folder = new File(basedir, name)
  folder.mkdirs()
  new File(folder, 'pom.xml').setText(module.replace('MODULE', name), 'UTF-8')
}
return true
