import dev.phoenixkit.testing.ItDatabase

// What a former build has left here.
['target', 'one/target', 'two/target'].each { new File(basedir, it).deleteDir() }
new File(basedir, 'absolute.jsonl').delete()
ItDatabase.create(context, basedir).withSampleRows().remember()
