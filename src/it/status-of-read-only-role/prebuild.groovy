import dev.phoenixkit.testing.ItDatabase
import dev.phoenixkit.testing.ReadOnlyRole

def it = ItDatabase.create(context, basedir).withTellingRows()
def role = ReadOnlyRole.in(it.database(), 'public')
context.userProperties.put('phoenixkit.username', role.name())
context.userProperties.put('phoenixkit.password', role.password())
it.remember()
