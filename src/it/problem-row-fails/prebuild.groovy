import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
context.problems = [
  it.insert('integration:broken:array', '["no object"]'),
  it.insert('integration:broken:text', '"no object"'),
  it.insert('integration::nobody', '{}'),
  it.insert('integration:broken:provider', '{"provider": {"id": 1}}')
]
it.remember()
