package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up and down do the same in databases that are set up in unusual ways. */
@Tag("database")
class OddDatabaseTest {
    /** Everything in it means something in SQL, in an array's text or in JSON. */
    private static final String NAME = "a\\b'c\"d,{e}\\'%$$é";

    private static final String BODY = "{\"token\": \"fake\", \"n\": 1.00}";

    static void upAndDownWork(TestDatabase db, String prefix) {
        String uuid = db.insertSetting(prefix, "integration:google:" + NAME, BODY, null);
        Snapshot before = db.snapshot(prefix);

        assertThat(db.up().prefix(prefix).run().migrated()).isEqualTo(1);
        assertThat(db.version(prefix)).isEqualTo("114");
        assertThat(db.snapshot(prefix).row(uuid))
                .containsEntry("key", uuid)
                .containsEntry("module", "integrations")
                .hasEntrySatisfying("value_json", body -> assertThat(body).contains("\"n\": 1.00"));

        assertThat(db.down().prefix(prefix).run().migrated()).isEqualTo(1);
        assertThat(db.version(prefix)).isEqualTo("113");
        assertThat(db.snapshot(prefix).row(uuid))
                .containsEntry("key", before.row(uuid).get("key"));
        assertThat(db.snapshot(prefix).ordinary()).isEqualTo(before.ordinary());
    }

    /** Several rows that say the same, with texts beyond ASCII everywhere. */
    static void upAndDownWorkBeyondAscii(TestDatabase db) {
        String key = "integration:日本:仕事";
        String bare = db.insert(key, "{}", null);
        String complete = db.insert(key + "2", "{\"provider\": \"日本\", \"name\": \"仕事\"}", null);

        assertThat(db.up().run().migrated()).isEqualTo(2);
        assertThat(List.of(bare, complete))
                .allSatisfy(uuid -> assertThat(db.snapshot().row(uuid))
                        .containsEntry("value_json", "{\"name\": \"仕事\", \"provider\": \"日本\"}"));

        assertThat(db.down().run().migrated()).isEqualTo(2);
        assertThat(List.of(bare, complete))
                .allSatisfy(
                        uuid -> assertThat(db.snapshot().row(uuid).get("key")).startsWith(key));
    }

    @Nested
    class OfUsualEncoding {
        @RegisterExtension
        final TestDatabase db = new TestDatabase();

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "My-Auth",
                    "O'Brien's \"auth\"",
                    "with space",
                    "back\\slash",
                    "Größe",
                    "SELECT",
                    "a.b",
                    "p12345678901234567890123456789012345678901234567890123456789_63"
                })
        void aPrefixThatNeedsQuoting(String prefix) {
            db.createPhoenixKit(prefix, "113");
            db.insert("integration:google:other", BODY, null);
            Snapshot other = db.snapshot();

            upAndDownWork(db, prefix);

            assertThat(db.snapshot()).isEqualTo(other);
        }

        @Test
        void backslashesThatEscapeInLiterals() {
            db.execute("ALTER DATABASE " + db.name() + " SET standard_conforming_strings = off");
            upAndDownWork(db, "public");
        }

        @Test
        void backslashesThatEscapeInLiteralsAndInThePrefix() {
            db.createPhoenixKit("it's a\\b", "113");
            db.execute("ALTER DATABASE " + db.name() + " SET standard_conforming_strings = off");
            upAndDownWork(db, "it's a\\b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"elsewhere", "elsewhere, pg_catalog", "nowhere", "\"$user\""})
        void aSearchPathThatPointsElsewhere(String path) {
            db.createPhoenixKit("elsewhere", "113");
            db.insertSetting("elsewhere", "integration:google:other", BODY, null);
            db.execute("ALTER DATABASE " + db.name() + " SET search_path = " + path);
            worksAndLeaves("elsewhere");
        }

        @Test
        void aCopyOfTheTablesInAnotherSchema() {
            db.insert("integration:google:other", BODY, null);
            db.execute(
                    "CREATE SCHEMA copy",
                    "CREATE TABLE copy.phoenix_kit (LIKE public.phoenix_kit INCLUDING ALL)",
                    "CREATE TABLE copy.phoenix_kit_settings (LIKE public.phoenix_kit_settings INCLUDING ALL)",
                    "INSERT INTO copy.phoenix_kit_settings SELECT * FROM public.phoenix_kit_settings",
                    "DELETE FROM public.phoenix_kit_settings WHERE key LIKE 'integration:%'");
            worksAndLeaves("copy");
        }

        @Test
        void twoInstallationsAtDifferentVersions() {
            db.createPhoenixKit("tenant", "120");
            db.insertSetting("tenant", "another", BODY, "integrations");
            worksAndLeaves("tenant");
        }

        private void worksAndLeaves(String other) {
            Snapshot before = db.snapshot(other);

            upAndDownWork(db, "public");

            assertThat(db.snapshot(other)).isEqualTo(before);
        }
    }

    @Nested
    class OfLatin1 extends OfOtherEncoding {
        OfLatin1() {
            super("LATIN1");
        }
    }

    @Nested
    class OfSqlAscii extends OfOtherEncoding {
        OfSqlAscii() {
            super("SQL_ASCII");
        }

        @Test
        void worksTheSameBeyondAscii() {
            upAndDownWorkBeyondAscii(db);
        }
    }

    /** Several bytes for a character, and not UTF-8: there PostgreSQL's functions on characters refuse more. */
    @Nested
    class OfEucJp {
        @RegisterExtension
        final TestDatabase db = new TestDatabase().withEncoding("EUC_JP");

        @Test
        void worksTheSame() {
            assertThat(db.query("SHOW server_encoding")).containsExactly("EUC_JP");
            upAndDownWorkBeyondAscii(db);
        }
    }

    abstract static class OfOtherEncoding {
        @RegisterExtension
        final TestDatabase db;

        private final String encoding;

        OfOtherEncoding(String encoding) {
            this.encoding = encoding;
            db = new TestDatabase().withEncoding(encoding);
        }

        @Test
        void worksTheSame() {
            assertThat(db.query("SHOW server_encoding")).containsExactly(encoding);
            upAndDownWork(db, "public");
        }

        @Test
        void worksTheSameWithAPrefixThatNeedsQuoting() {
            db.createPhoenixKit("Größe", "113");
            upAndDownWork(db, "Größe");
        }
    }
}
