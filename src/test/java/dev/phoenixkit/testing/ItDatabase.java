package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The database of one integration test under {@code src/it}. Its {@code prebuild.groovy} makes it, with what the build is
 * to find in it, and remembers how it stands; its {@code postbuild.groovy} asks it what the build has done.
 *
 * <pre>{@code
 * // prebuild.groovy
 * ItDatabase.create(context, basedir).withTellingRows().remember()
 * // postbuild.groovy
 * context.it.assertMigrated()
 * }</pre>
 */
public final class ItDatabase {
    private static final String PREFIX = "public";
    private static final Pattern ABOUT_PLUGINS = Pattern.compile("(?i)phoenixkit|plugin|mojo|goal|thread");

    private final Database database;
    private final Path folder;
    private final Map<SampleRow, String> uuids = new LinkedHashMap<>();
    private Snapshot before;
    private String versionBefore;

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
        Database database = ItServer.get().createDatabase("it_" + basedir.getName());
        database.createPhoenixKit(PREFIX, "113");
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
    public ItDatabase withTellingRows() {
        SampleRows.all().forEach(row -> uuids.put(row, row.insertInto(database, PREFIX)));
        return this;
    }

    /** Adds a row at V113 and returns its uuid. */
    public String insert(String key, String body) {
        return database.insertSetting(PREFIX, key, body, "integrations");
    }

    /** Adds a row at V114, whose key is its uuid, and returns that. */
    public String insertAtV114(String body) {
        return database.insertConnection(PREFIX, body);
    }

    /** Remembers the state that the build finds. */
    public void remember() {
        before = database.snapshot(PREFIX);
        versionBefore = database.version(PREFIX);
    }

    /** The database is as it was remembered, no row so much as rewritten. */
    public void assertUntouched() {
        assertThat(database.version(PREFIX)).isEqualTo(versionBefore);
        assertThat(database.snapshot(PREFIX)).isEqualTo(before);
    }

    /** The database is at 114, every telling row as it should be then, all else untouched. */
    public void assertMigrated() {
        assertThat(database.version(PREFIX)).isEqualTo("114");
        Snapshot after = assertOthersUntouched();
        uuids.forEach((row, uuid) -> {
            if (row.isIntegration()) {
                assertRow(after.row(uuid), row, uuid, row.bodyAtV114());
            }
        });
    }

    /** The database was at 114 and is at 113 again, every telling row as it should be then, all else untouched. */
    public void assertRolledBack() {
        assertThat(database.version(PREFIX)).isEqualTo("113");
        Snapshot after = assertOthersUntouched();
        uuids.forEach((row, uuid) -> {
            if (row.isIntegration()) {
                String suffix = row.collidesOnTheWayDown() ? "-" + uuid.substring(24, 32) : "";
                List<String> names = database.query("SELECT unnest(ARRAY[b ->> 'provider', b ->> 'name'])"
                        + " FROM (SELECT " + Sql.literal(row.bodyAtV114()) + "::jsonb AS b) AS body");
                String name = names.get(1) + suffix;
                String body = database.query("SELECT " + Sql.literal(row.bodyAtV114())
                                + "::jsonb || jsonb_build_object('name', " + Sql.literal(name) + "::text)")
                        .get(0);
                assertRow(after.row(uuid), row, "integration:" + names.get(0) + ":" + name, body);
            }
        });
    }

    /** The database is at the version that it was remembered at, and every column of every row is as it was. */
    public void assertRestored() {
        assertThat(database.version(PREFIX)).isEqualTo(versionBefore);
        assertThat(database.snapshot(PREFIX).contents()).isEqualTo(before.contents());
    }

    private Snapshot assertOthersUntouched() {
        Snapshot after = database.snapshot(PREFIX);
        assertThat(after.rows()).hasSameSizeAs(before.rows());
        assertThat(after.ordinary()).isEqualTo(before.ordinary());
        return after;
    }

    private void assertRow(Map<String, String> found, SampleRow row, String key, String body) {
        Map<String, String> expected = new LinkedHashMap<>(before.row(found.get("uuid")));
        expected.put("key", key);
        expected.put("module", "integrations");
        expected.put(
                "value_json",
                database.query("SELECT " + Sql.literal(body) + "::jsonb").get(0));
        // Whether the row was written is the plugin's business here; what is in it is not.
        expected.put(Snapshot.XMIN, found.get(Snapshot.XMIN));
        assertThat(found).as(row.what()).isEqualTo(expected);
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
