package dev.phoenixkit.report;

import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.v114.ChangeNote;
import java.util.List;
import java.util.Locale;

/** Kinds of rows as a page tells them apart, the more important first. A row can be of several. */
enum RowKind {
    PROBLEM("Problem row"),
    MISMATCH("Does not fit the version"),
    RENAMED("Renamed"),
    DRIFTED("Name differs from key"),
    CONVERTED("Turned into text"),
    FILLED("Filled from the key"),
    RESTORED("Restored"),
    KEY("New key only"),
    UNCHANGED("As it is");

    private final String label;

    RowKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** How styles and script know it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowKind of(ChangeNote note) {
        return valueOf(note.name());
    }

    /** The kinds of a row, at least one. */
    static List<RowKind> of(RowLine row) {
        return switch (row.decision()) {
            case "change" ->
                row.notes().isEmpty()
                        ? List.of(KEY)
                        : row.notes().stream().map(RowKind::of).sorted().toList();
            case "unchanged" -> List.of(UNCHANGED);
            case "problem" -> List.of(PROBLEM);
            default -> List.of(MISMATCH);
        };
    }
}
