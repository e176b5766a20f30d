namespace Dashboard.Probes.Outbound.Zone;

/// <summary>
/// The tables of PowerDNS's generic PostgreSQL backend (schema 4.7), in a schema of their own so that they share the product's
/// database and its transactions.
/// </summary>
public static class PowerDnsSchema
{
    public const string Name = "pdns";

    /// <summary>Makes what is missing; safe to run again.</summary>
    public const string Sql = $"""
        CREATE SCHEMA IF NOT EXISTS {Name};

        CREATE TABLE IF NOT EXISTS {Name}.domains (
          id                    SERIAL PRIMARY KEY,
          name                  VARCHAR(255) NOT NULL CHECK (name = LOWER(name)),
          master                VARCHAR(128) DEFAULT NULL,
          last_check            INT DEFAULT NULL,
          type                  TEXT NOT NULL,
          notified_serial       BIGINT DEFAULT NULL,
          account               VARCHAR(40) DEFAULT NULL,
          options               TEXT DEFAULT NULL,
          catalog               TEXT DEFAULT NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS name_index ON {Name}.domains (name);
        CREATE INDEX IF NOT EXISTS catalog_idx ON {Name}.domains (catalog);

        CREATE TABLE IF NOT EXISTS {Name}.records (
          id                    BIGSERIAL PRIMARY KEY,
          domain_id             INT NOT NULL REFERENCES {Name}.domains (id) ON DELETE CASCADE,
          name                  VARCHAR(255) DEFAULT NULL CHECK (name = LOWER(name)),
          type                  VARCHAR(10) DEFAULT NULL,
          content               VARCHAR(65535) DEFAULT NULL,
          ttl                   INT DEFAULT NULL,
          prio                  INT DEFAULT NULL,
          disabled              BOOL DEFAULT 'f',
          ordername             VARCHAR(255),
          auth                  BOOL DEFAULT 't'
        );
        CREATE INDEX IF NOT EXISTS nametype_index ON {Name}.records (name, type);
        CREATE INDEX IF NOT EXISTS domain_id ON {Name}.records (domain_id);
        CREATE INDEX IF NOT EXISTS recordorder ON {Name}.records (domain_id, ordername text_pattern_ops);

        CREATE TABLE IF NOT EXISTS {Name}.supermasters (
          ip                    INET NOT NULL,
          nameserver            VARCHAR(255) NOT NULL,
          account               VARCHAR(40) NOT NULL,
          PRIMARY KEY (ip, nameserver)
        );

        CREATE TABLE IF NOT EXISTS {Name}.comments (
          id                    SERIAL PRIMARY KEY,
          domain_id             INT NOT NULL REFERENCES {Name}.domains (id) ON DELETE CASCADE,
          name                  VARCHAR(255) NOT NULL CHECK (name = LOWER(name)),
          type                  VARCHAR(10) NOT NULL,
          modified_at           INT NOT NULL,
          account               VARCHAR(40) DEFAULT NULL,
          comment               VARCHAR(65535) NOT NULL
        );
        CREATE INDEX IF NOT EXISTS comments_domain_id_idx ON {Name}.comments (domain_id);

        CREATE TABLE IF NOT EXISTS {Name}.domainmetadata (
          id                    SERIAL PRIMARY KEY,
          domain_id             INT REFERENCES {Name}.domains (id) ON DELETE CASCADE,
          kind                  VARCHAR(32),
          content               TEXT
        );
        CREATE INDEX IF NOT EXISTS domainidmetaindex ON {Name}.domainmetadata (domain_id);

        CREATE TABLE IF NOT EXISTS {Name}.cryptokeys (
          id                    SERIAL PRIMARY KEY,
          domain_id             INT REFERENCES {Name}.domains (id) ON DELETE CASCADE,
          flags                 INT NOT NULL,
          active                BOOL,
          published             BOOL DEFAULT TRUE,
          content               TEXT
        );
        CREATE INDEX IF NOT EXISTS domainidindex ON {Name}.cryptokeys (domain_id);

        CREATE TABLE IF NOT EXISTS {Name}.tsigkeys (
          id                    SERIAL PRIMARY KEY,
          name                  VARCHAR(255) CHECK (name = LOWER(name)),
          algorithm             VARCHAR(50),
          secret                VARCHAR(255)
        );
        CREATE UNIQUE INDEX IF NOT EXISTS namealgoindex ON {Name}.tsigkeys (name, algorithm);
        """;
}
