/** The SQL of the settings table: counting and reading rows, planning what becomes of them, writing changes. */
package dev.phoenixkit.rows;
