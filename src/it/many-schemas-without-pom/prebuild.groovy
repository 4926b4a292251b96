import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
['tenant_a', 'tenant_b', 'other'].each { schema ->
    it.database().createPhoenixKit(schema, '113')
}
it.remember()
