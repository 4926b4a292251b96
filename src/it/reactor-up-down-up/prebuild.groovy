import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir)
context.uuid = it.insert('integration:google:work', '{"access_token": "fake"}')
it.remember()
