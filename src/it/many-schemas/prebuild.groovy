import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
['tenant_a', 'tenant_b', 'tenant_c', 'Shop, "Zwei"'].each { schema ->
    it.database().createPhoenixKit(schema, schema == 'tenant_b' ? '112' : '113')
    it.database().insertSetting(schema, 'integration:google:work', '{}', 'integrations')
}
it.remember()
