package dev.phoenixkit.oracle;

/**
 * What a body says its provider or name is.
 *
 * @param isMissing absent, JSON null or an empty string
 * @param isStructure an object or an array
 * @param isString false for a number or boolean, whose text is used as well
 * @param text of a string, number or boolean
 */
record OracleField(boolean isMissing, boolean isStructure, boolean isString, String text) {
    String textOr(String other) {
        return isMissing || isStructure ? other : text;
    }
}
