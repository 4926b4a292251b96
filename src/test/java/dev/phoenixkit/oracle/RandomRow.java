package dev.phoenixkit.oracle;

import java.util.Set;

/** A row that was drawn, and what is special about it. */
public record RandomRow(OracleRow row, Set<RowKind> kinds) {}
