package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tests' tables against what is known of a real V113 database, in PostgreSQL's own catalogue. */
@Tag("database")
class V113TablesTest {
    private static final String PUBLIC = "public";
    private static final String QUOTED = "My-\"Auth' ${schema}";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void installUnderTheOtherPrefix() {
        db.createPhoenixKit(QUOTED, "113");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void theVersionMarkerHasItsColumnsAndNoRows(String prefix) {
        assertThat(columns(prefix, "phoenix_kit"))
                .containsExactly(
                        "id integer not null",
                        "version integer not null",
                        "migrated_at timestamp with time zone not null default now()");
        assertThat(db.query("SELECT count(*) FROM " + Sql.identifier(prefix) + ".phoenix_kit"))
                .containsExactly("0");
        assertThat(db.version(prefix)).isEqualTo("113");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void theSettingsHaveTheirColumns(String prefix) {
        String generator =
                prefix.equals(PUBLIC) ? "uuid_generate_v7()" : Sql.identifier(prefix) + ".uuid_generate_v7()";
        assertThat(columns(prefix, "phoenix_kit_settings"))
                .containsExactly(
                        "uuid uuid not null default " + generator,
                        "key character varying(255) not null",
                        "value character varying(255)",
                        "value_json jsonb",
                        "module character varying(255)",
                        "date_added timestamp with time zone not null default now()",
                        "date_updated timestamp with time zone not null default now()");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void theTablesHaveJustTheirIndexes(String prefix) {
        assertThat(db.query("SELECT replace(replace(indexdef, schemaname || '.', ''), format('%I.', schemaname), '')"
                        + " FROM pg_indexes WHERE schemaname = " + Sql.literal(prefix) + " ORDER BY indexname"))
                .containsExactly(
                        "CREATE UNIQUE INDEX phoenix_kit_pkey ON phoenix_kit USING btree (id)",
                        "CREATE INDEX phoenix_kit_settings_key_prefix_idx ON phoenix_kit_settings"
                                + " USING btree (key text_pattern_ops)",
                        "CREATE UNIQUE INDEX phoenix_kit_settings_key_uidx ON phoenix_kit_settings USING btree (key)",
                        "CREATE UNIQUE INDEX phoenix_kit_settings_pkey ON phoenix_kit_settings USING btree (uuid)",
                        "CREATE UNIQUE INDEX phoenix_kit_settings_uuid_idx ON phoenix_kit_settings USING btree (uuid)",
                        "CREATE UNIQUE INDEX phoenix_kit_version_index ON phoenix_kit USING btree (version)");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void theTablesHaveNoTriggersAndNoConstraintsButTheirPrimaryKeys(String prefix) {
        String ofSchema = " WHERE relnamespace = " + Sql.literal(Sql.identifier(prefix)) + "::regnamespace";
        assertThat(db.query("SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid" + ofSchema))
                .isEmpty();
        // PostgreSQL 18 also lists NOT NULL here, as contype n.
        assertThat(db.query("SELECT conname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid" + ofSchema
                        + " AND contype <> 'n' ORDER BY 1"))
                .containsExactly("phoenix_kit_pkey", "phoenix_kit_settings_pkey");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void aFreshInstallationHasItsOrdinarySettings(String prefix) {
        Snapshot settings = db.snapshot(prefix);

        assertThat(settings.rows()).hasSize(67).isEqualTo(settings.ordinary().rows());
        assertThat(settings.rows()).filteredOn(row -> row.get("module") == null).hasSize(33);
        assertThat(settings.rows())
                .extracting(row -> row.get("module"))
                .containsOnly(null, "ai", "billing", "shop", "system");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, QUOTED})
    void theUuidsAreOfVersion7AndOfNow(String prefix) {
        assertThat(db.snapshot(prefix).rows()).allSatisfy(row -> {
            UUID uuid = UUID.fromString(row.get("uuid"));
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
        });
        assertThat(db.query("SELECT abs(extract(epoch FROM clock_timestamp()) * 1000 - ('x' || lpad(substr(replace("
                        + Sql.identifier(prefix) + ".uuid_generate_v7()::text, '-', ''), 1, 12), 16, '0'))"
                        + "::bit(64)::bigint) < 60000"))
                .containsExactly("t");
    }

    private List<String> columns(String prefix, String table) {
        return db.query("SELECT attname || ' ' || format_type(atttypid, atttypmod)"
                + " || CASE WHEN attnotnull THEN ' not null' ELSE '' END"
                + " || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')"
                + " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
                + " WHERE attrelid = " + Sql.literal(Sql.identifier(prefix) + "." + table) + "::regclass"
                + " AND attnum > 0 ORDER BY attnum");
    }
}
