import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir)
it.database().setVersion('public', '114')
it.insertAtV114('{"provider": "google", "name": "default"}')
context.problem = it.insertAtV114('{"name": "default"}')
it.remember()
