package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the tests' tables with what is known of a real V113 database, in PostgreSQL's own catalogue. */
@Tag("database")
class V113TablesTest {
    private static final String QUOTED = "My-\"Auth' ${schema}";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void installUnderTheOtherPrefix() {
        db.createPhoenixKit(QUOTED, "113");
    }

    @ParameterizedTest
    @ValueSource(strings = {Database.PUBLIC, QUOTED})
    void theTablesHaveTheirColumnsIndexesAndRows(String prefix) {
        String schema = prefix.equals(Database.PUBLIC) ? "" : Sql.identifier(prefix) + ".";

        assertThat(db.query("SELECT attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod)"
                        + " || CASE WHEN attnotnull THEN ' not null' ELSE '' END"
                        + " || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') FROM pg_class c"
                        + " JOIN pg_attribute ON attrelid = c.oid LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum"
                        + " WHERE relkind = 'r' AND relnamespace = " + Sql.literal(Sql.identifier(prefix))
                        + "::regnamespace AND attnum > 0 ORDER BY relname, attnum"))
                .isEqualTo("""
                        %1$sphoenix_kit id integer not null
                        %1$sphoenix_kit version integer not null
                        %1$sphoenix_kit migrated_at timestamp with time zone not null default now()
                        %1$sphoenix_kit_settings uuid uuid not null default %1$suuid_generate_v7()
                        %1$sphoenix_kit_settings key character varying(255) not null
                        %1$sphoenix_kit_settings value character varying(255)
                        %1$sphoenix_kit_settings value_json jsonb
                        %1$sphoenix_kit_settings module character varying(255)
                        %1$sphoenix_kit_settings date_added timestamp with time zone not null default now()
                        %1$sphoenix_kit_settings date_updated timestamp with time zone not null default now()
                        """.formatted(schema).lines().toList());
        assertThat(db.query("SELECT replace(replace(indexdef, schemaname || '.', ''), format('%I.', schemaname), '')"
                        + " FROM pg_indexes WHERE schemaname = " + Sql.literal(prefix) + " ORDER BY indexname"))
                .isEqualTo("""
                        CREATE UNIQUE INDEX phoenix_kit_pkey ON phoenix_kit USING btree (id)
                        CREATE INDEX phoenix_kit_settings_key_prefix_idx ON phoenix_kit_settings USING btree (key text_pattern_ops)
                        CREATE UNIQUE INDEX phoenix_kit_settings_key_uidx ON phoenix_kit_settings USING btree (key)
                        CREATE UNIQUE INDEX phoenix_kit_settings_pkey ON phoenix_kit_settings USING btree (uuid)
                        CREATE UNIQUE INDEX phoenix_kit_settings_uuid_idx ON phoenix_kit_settings USING btree (uuid)
                        CREATE UNIQUE INDEX phoenix_kit_version_index ON phoenix_kit USING btree (version)
                        """.lines().toList());
        assertThat(db.query("SELECT count(*) FROM " + Sql.identifier(prefix) + ".phoenix_kit"))
                .containsExactly("0");
        Snapshot settings = db.snapshot(prefix);
        assertThat(settings.version()).isEqualTo("113");
        assertThat(settings.rows()).hasSize(67).isEqualTo(settings.ordinary().rows());
        assertThat(settings.rows())
                .extracting(row -> row.get("module"))
                .containsOnly(null, "ai", "billing", "shop", "system");
        assertThat(settings.rows())
                .allSatisfy(row -> assertThat(row.get("uuid")).matches(".{14}7.{4}[89ab].*"));
    }
}
