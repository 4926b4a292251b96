package dev.phoenixkit.oracle;

import java.util.UUID;

/**
 * A connection that users see under another name afterwards: on up because body and key disagree, on down because its
 * name was suffixed.
 */
public record NameChange(UUID uuid, String provider, String oldName, String newName) {}
