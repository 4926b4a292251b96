package dev.phoenixkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.fleet.Fleet.State;
import dev.phoenixkit.testing.CitusDatabase;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.v114.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Schemas that Citus keeps on its workers, each on one. */
@Tag("citus")
class CitusFleetTest {
    private static final int SCHEMAS = 50;

    @RegisterExtension
    final CitusDatabase db = new CitusDatabase();

    @Test
    void fiftyDistributedSchemasGoUpAndDownOnFourConnections() {
        db.addWorker(1);
        Tenants.create(db, SCHEMAS, 10);
        for (int i = 1; i <= SCHEMAS; i++) {
            db.execute("SELECT citus_schema_distribute('" + Tenants.name(i) + "')");
        }
        assertThat(db.query("SELECT DISTINCT nodeport FROM citus_shards WHERE citus_table_type = 'schema'"))
                .as("the nodes that have them")
                .hasSize(2);

        for (Direction direction : Direction.values()) {
            TestFleet fleet = new TestFleet(db, direction, 4, false, Duration.ofSeconds(60), "tenant_*");
            assertThat(TestFleet.schemas(fleet.run(), State.DONE)).hasSize(SCHEMAS);
            assertThat(Tenants.at(db, String.valueOf(direction.toVersion()))).hasSize(SCHEMAS);
            assertThat(Tenants.halfDone(db)).isEmpty();
        }
    }
}
