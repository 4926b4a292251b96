package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Quoted;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.SchemaVersion.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Something that the operator has to know besides what becomes of each row (v114-reference). Nothing is refused for it.
 *
 * @param kind what it is, and what to do
 * @param text what was found; nothing of a body but provider and name
 * @param uuids the rows that it is about, the newest first; empty where it is not about rows
 */
public record Finding(Kind kind, String text, List<UUID> uuids) {
    private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int LONGEST_PREFIX = 20;

    /** PhoenixKit 2.x begins here. */
    private static final int SECOND_SERIES = 135;

    /** The kinds, each with its heading in a log and with what to do. */
    public enum Kind {
        /** Rows that share provider, name and owner at V114. */
        TWINS(
                "Groups of connections with the same provider and name",
                "A look-up by name takes the first at version 114, and version 113 gives the plain key to the oldest: often the"
                        + " one with the stale credentials. A row of the oldest shape (integration:google) is what version 113"
                        + " leaves behind when it saves the connection anew. Compare them, keep the newer, and delete the other"
                        + " or give it another name"),
        /** Rows with a text in {@code value} beside their body. */
        BOTH_COLUMNS(
                "Integrations with a text in value beside value_json",
                "An application at version 114 can never save them again (\"cannot set both value and value_json\"). Set value"
                        + " to NULL, after a look at what it holds"),
        /** Rows that belong to a user. */
        PERSONAL(
                "Personal connections (with an owner_uuid in value_json)",
                "Version 113 knows no owner: after v114-down they belong to the whole site, and where users have the same name"
                        + " all but the oldest are renamed. Agree on it with their owners, or delete them first"),
        /** Problem rows that break the application's list once they are left behind. */
        BREAKS_LIST(
                "Problem rows that crash the application",
                "Left as it is, each crashes the list of its provider's connections at version 114 (PhoenixKit 1.7.115,"
                        + " 1.7.236). Write the connection's name into the field name, as a text"),
        /** Rows that keep a key of V113 at V114. */
        BLOCKS_REPAIR(
                "Keys that begin with integration: at version 114",
                "As long as there is one, mix phoenix_kit.repair of PhoenixKit 2.x reports an error and refuses --adopt. Repair"
                        + " or delete these rows"),
        /** The comment that holds the version is missing. */
        LOST_COMMENT(
                "The version is missing",
                "Never let PhoenixKit's migrator run on it: 1.7 would begin with its oldest migrations. Find out the version,"
                        + " and write it back"),
        /** The rows may be committed, and the version not. */
        HALF_COMMITTED(
                "Perhaps half of a commit",
                "Citus commits the node that has the rows, then the version, and a run may have died in between. The same goal"
                        + " again writes the version"),
        /** PhoenixKit itself takes no such prefix any more. */
        PREFIX(
                "A prefix that PhoenixKit itself does not accept",
                "It takes those that match ^[a-z_][a-z0-9_]*$ (since 1.7.189) and have 20 bytes at most (since August 2026): this"
                        + " schema can be migrated here, but goes no further with PhoenixKit. Rename it (ALTER SCHEMA … RENAME"
                        + " TO …) together with the application's configuration"),
        /** Versions that PhoenixKit 2.x cannot roll back. */
        WAY_BACK(
                "The way back to 113", "PhoenixKit 2.x cannot roll back below version 135; 1.7.236, the last 1.7, can"),
        /** What keeps only this connection from making the real run. */
        CONNECTION("The real run needs another connection than this one", "It would fail"),
        /** What a dry run cannot see through. */
        UNSEEN(
                "Active on the table or on COMMENT",
                "A dry run does not see what these do, or refuse, when rows are written; rehearse does");

        private final String what;
        private final String advice;

        Kind(String what, String advice) {
            this.what = what;
            this.advice = advice;
        }

        /** What to do about it, or why it matters: a sentence without its full stop. */
        public String advice() {
            return advice;
        }

        /** The line over a list of so many findings. */
        public String heading(long total) {
            return what + (total > 1 ? ", " + total : "") + ". " + advice + ":";
        }
    }

    /** A finding that is not about rows. */
    public static Finding of(Kind kind, String text) {
        return new Finding(kind, text, List.of());
    }

    /** A prefix with which PhoenixKit itself goes no further. */
    public static Optional<Finding> ofPrefix(String schema) {
        boolean accepted =
                PREFIX.matcher(schema).matches() && schema.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PREFIX;
        return accepted ? Optional.empty() : Optional.of(of(Kind.PREFIX, Quoted.of(schema)));
    }

    /** How to get from above 114 to where {@code v114-down} begins, where PhoenixKit's newest series cannot. */
    public static Optional<Finding> ofWayBack(SchemaVersion version) {
        if (!version.isNumber() || version.number() < SECOND_SERIES) {
            return Optional.empty();
        }
        String first = version.number() == SECOND_SERIES
                ? ""
                : "from " + version + " to " + SECOND_SERIES + " with PhoenixKit 2.x, ";
        return Optional.of(of(
                Kind.WAY_BACK,
                first + "from " + SECOND_SERIES + " to " + Direction.DOWN.fromVersion()
                        + " with PhoenixKit 1.7.236, then v114-down"));
    }

    /**
     * What is known of a version whose comment is missing, and the statement that writes it back.
     *
     * @param counts how many rows there are of each shape, if they could be counted
     */
    public static Finding ofLostComment(SchemaTables tables, Optional<RowCounts> counts) {
        long old = counts.map(RowCounts::composite).orElse(0L);
        long now = counts.map(RowCounts::uuidKeyed).orElse(0L);
        String version = old > 0 == now > 0 ? "<version>" : String.valueOf(now > 0 ? 114 : 113);
        String rows = counts.isEmpty()
                ? "its rows were not counted"
                : old + " rows are keyed provider:name and " + now + " by uuid, "
                        + (old > 0 == now > 0
                                ? "which does not tell the version"
                                : "so it is " + version + (now > 0 ? " or above" : " or below"));
        return of(
                Kind.LOST_COMMENT,
                "the table phoenix_kit has no comment, as after a dump with --no-comments, undistribute_table or"
                        + " citus_add_local_table_to_metadata of Citus, or behind some poolers; "
                        + rows + ": COMMENT ON TABLE " + tables.versionTable() + " IS '" + version + "'");
    }

    /**
     * What a run may have left behind on Citus that died between two commits. Up may be run again in any case; that a version
     * has rows of before it can also be an application's doing.
     *
     * @param counts how many rows there are of each shape
     */
    public static Optional<Finding> ofHalfCommitted(SchemaVersion version, RowCounts counts) {
        String rows = "version " + version + ", rows keyed as at 113: " + counts.composite() + ", as at 114: "
                + counts.uuidKeyed();
        if (version.verdict(Direction.UP) == Verdict.MIGRATE && counts.uuidKeyed() > 0) {
            return Optional.of(of(Kind.HALF_COMMITTED, rows + "; run v114-up"));
        }
        if (version.verdict(Direction.DOWN) == Verdict.MIGRATE && counts.uuidKeyed() == 0 && counts.composite() > 0) {
            return Optional.of(of(
                    Kind.HALF_COMMITTED,
                    rows + "; if a v114-down ended with unknown outcome, run it again, and do not if none did: then an"
                            + " application at version 113 wrote them"));
        }
        return Optional.empty();
    }

    /** What it costs to leave a problem row of a way up behind, besides its not being found. */
    public static Optional<Finding> ofProblem(Problem problem) {
        Row row = problem.before();
        JsonType name = row.body().name().type();
        boolean breaks = Row.INTEGRATIONS.equals(row.module())
                && row.body().provider().type() == JsonType.STRING
                && (name == JsonType.OBJECT || name == JsonType.ARRAY);
        return breaks
                ? Optional.of(new Finding(Kind.BREAKS_LIST, row.describe(), List.of(row.uuid())))
                : Optional.empty();
    }
}
