-- The two tables of a PhoenixKit database at V113, in the schema that stands for the placeholder.
CREATE SCHEMA IF NOT EXISTS ${schema};

-- UUID version 7: 48 bits of milliseconds, then random bits.
CREATE FUNCTION ${schema}.uuid_generate_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid
$$;

CREATE TABLE ${schema}.phoenix_kit (
  id integer NOT NULL,
  version integer NOT NULL,
  migrated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT phoenix_kit_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX phoenix_kit_version_index ON ${schema}.phoenix_kit (version);

CREATE TABLE ${schema}.phoenix_kit_settings (
  uuid uuid NOT NULL DEFAULT ${schema}.uuid_generate_v7(),
  key varchar(255) NOT NULL,
  value varchar(255),
  value_json jsonb,
  module varchar(255),
  date_added timestamptz NOT NULL DEFAULT now(),
  date_updated timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT phoenix_kit_settings_pkey PRIMARY KEY (uuid)
);
CREATE UNIQUE INDEX phoenix_kit_settings_key_uidx ON ${schema}.phoenix_kit_settings (key);
CREATE INDEX phoenix_kit_settings_key_prefix_idx ON ${schema}.phoenix_kit_settings (key text_pattern_ops);
CREATE UNIQUE INDEX phoenix_kit_settings_uuid_idx ON ${schema}.phoenix_kit_settings (uuid);
