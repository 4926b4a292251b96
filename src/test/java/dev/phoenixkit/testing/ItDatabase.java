package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The database of one integration test under {@code src/it}. Its {@code prebuild.groovy} makes it, with what the build is
 * to find in it, and remembers how it stands; its {@code postbuild.groovy} asks it what the build has done.
 *
 * <pre>{@code
 * // prebuild.groovy
 * ItDatabase.create(context, basedir).withSampleRows().remember()
 * // postbuild.groovy
 * context.it.assertMigrated()
 * }</pre>
 */
public final class ItDatabase {

    private static final Pattern ABOUT_PLUGINS = Pattern.compile("(?i)phoenixkit|plugin|mojo|goal|thread");

    private final Database database;
    private final Path folder;
    private final Map<SampleRow, String> uuids = new LinkedHashMap<>();
    private Snapshot before;

    private ItDatabase(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /**
     * Makes a database with PhoenixKit at V113, tells the build how to reach it by the plugin's user properties, and hands
     * itself on to the postbuild hook as {@code context.it}.
     *
     * @param context the invoker's
     * @param basedir the folder of the integration test
     */
    @SuppressWarnings("unchecked")
    public static ItDatabase create(Map<String, Object> context, File basedir) {
        Database database = ItServer.get().createPhoenixKit("it_" + basedir.getName());
        Map<Object, Object> properties = (Map<Object, Object>) context.get("userProperties");
        properties.put("phoenixkit.url", database.url());
        properties.put("phoenixkit.username", database.user());
        properties.put("phoenixkit.password", database.password());
        ItDatabase it = new ItDatabase(database, basedir.toPath());
        context.put("it", it);
        return it;
    }

    /** The database itself, for what is particular to one integration test. */
    public Database database() {
        return database;
    }

    /** Adds the rows of every kind. */
    public ItDatabase withSampleRows() {
        SampleRows.all().forEach(row -> uuids.put(row, row.insertInto(database)));
        return this;
    }

    /** Adds a row at V113 and returns its uuid. */
    public String insert(String key, String body) {
        return database.insert(key, body);
    }

    /** Adds a row at V114, whose key is its uuid, and returns that. */
    public String insertAtV114(String body) {
        return database.insertConnection(body);
    }

    /** Remembers the state that the build finds. */
    public void remember() {
        before = database.snapshot();
    }

    /** The database is as it was remembered, no row so much as rewritten. */
    public void assertUntouched() {
        assertThat(database.snapshot()).isEqualTo(before);
    }

    /** The database is at 114, every sample row as it should be then, the rest untouched. */
    public void assertMigrated() {
        Snapshot after = assertOthersUntouched("114");
        uuids.forEach((row, uuid) -> assertRow(after, uuid, row, uuid, row.bodyAtV114()));
    }

    /** The database was at 114 and is at 113 again, every sample row as it should be then, the rest untouched. */
    public void assertRolledBack() {
        Snapshot after = assertOthersUntouched("113");
        Set<String> keys = new HashSet<>();
        uuids.forEach((row, uuid) -> {
            String body = row.bodyAtV114();
            String key = query("'integration:' || (" + body + " ->> 'provider') || ':' || (" + body + " ->> 'name')");
            if (!row.isIntegration() || keys.add(key)) {
                assertRow(after, uuid, row, key, body);
            } else {
                String suffix = "-" + uuid.substring(24, 32);
                String renamed = "jsonb_build_object('name', " + body + " ->> 'name' || '" + suffix + "')";
                assertRow(after, uuid, row, key + suffix, body + " || " + renamed);
            }
        });
    }

    /** The database is at the version that it was remembered at, and every column of every row is as it was. */
    public void assertRestored() {
        assertThat(database.version()).isEqualTo(before.version());
        assertThat(database.snapshot().contents()).isEqualTo(before.contents());
    }

    private Snapshot assertOthersUntouched(String version) {
        Snapshot after = database.snapshot();
        assertThat(after.version()).isEqualTo(version);
        assertThat(after.rows()).hasSameSizeAs(before.rows());
        assertThat(after.ordinary()).isEqualTo(before.ordinary());
        return after;
    }

    private void assertRow(Snapshot after, String uuid, SampleRow row, String key, String body) {
        if (row.isIntegration()) {
            Map<String, String> expected = new LinkedHashMap<>(before.row(uuid));
            expected.put("key", key);
            expected.put("module", "integrations");
            expected.put("value_json", query(body));
            // Whether the row was written is the plugin's business here; what is in it is not.
            expected.put(Snapshot.XMIN, after.row(uuid).get(Snapshot.XMIN));
            assertThat(after.row(uuid)).as(row.what()).isEqualTo(expected);
        }
    }

    private String query(String expression) {
        return database.query("SELECT " + expression).get(0);
    }

    /** Maven had nothing to say against a plugin or its use; settings and repositories are another matter. */
    public void assertNoWarning() {
        assertThat(log().lines()
                        .filter(line -> line.startsWith("[WARNING]") || line.startsWith("[ERROR]"))
                        .filter(line -> ABOUT_PLUGINS.matcher(line).find()))
                .isEmpty();
    }

    /** What the build printed. */
    public String log() {
        try {
            return Files.readString(folder.resolve("build.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
