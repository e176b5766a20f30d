using System;
using System.Net;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dashboard.Migrations.Versions
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    actor = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: false
                    ),
                    action = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    subject = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    name = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    list_name = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: true
                    ),
                    starts_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    ends_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    reminder_days = table.Column<int[]>(type: "integer[]", nullable: false),
                    writer = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    contact = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    purpose_nl = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    purpose_en = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    consent_nl = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    consent_en = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    addresses_erased_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "certificates",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    der = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificates", x => x.digest);
                }
            );

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "database_marks",
                columns: table => new
                {
                    name = table.Column<string>(
                        type: "character varying(40)",
                        maxLength: 40,
                        nullable: false
                    ),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_database_marks", x => x.name);
                }
            );

            migrationBuilder.CreateTable(
                name: "dkim_proofs",
                columns: table => new
                {
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    signer = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    selector = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    seen_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dkim_proofs", x => x.domain);
                }
            );

            migrationBuilder.CreateTable(
                name: "domain_lists",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    name = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    description = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: true
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    filter = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_domain_lists", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    forget_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "explanations",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    organisation_key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    standard = table.Column<string>(type: "text", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    text = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    author_role = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    replaces = table.Column<int>(type: "integer", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    reminded_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_explanations", x => x.id);
                    table.ForeignKey(
                        name: "fk_explanations_explanations_replaces",
                        column: x => x.replaces,
                        principalTable: "explanations",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: false
                    ),
                    role = table.Column<string>(
                        type: "character varying(32)",
                        maxLength: 32,
                        nullable: false
                    ),
                    organisation_id = table.Column<int>(type: "integer", nullable: true),
                    invited_by = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    expires_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    used_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "lab_sending",
                columns: table => new
                {
                    organisation_key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lab_sending", x => x.organisation_key);
                }
            );

            migrationBuilder.CreateTable(
                name: "mail_recipients",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<string>(
                        type: "character varying(254)",
                        maxLength: 254,
                        nullable: true
                    ),
                    own_id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    return_token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    opted_out_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    stopped_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    stop_reply = table.Column<string>(
                        type: "character varying(500)",
                        maxLength: 500,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_recipients", x => x.id);
                    table.CheckConstraint(
                        "ck_mail_recipients_opted_out",
                        "opted_out_at IS NULL OR address IS NULL"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "measured_domains",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    name = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measured_domains", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "observations",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    transcripts_removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    key = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    former_keys = table.Column<string[]>(type: "text[]", nullable: false),
                    system_id = table.Column<string>(type: "text", nullable: true),
                    tooi = table.Column<string>(type: "text", nullable: true),
                    oin = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    abbreviations = table.Column<string[]>(type: "text[]", nullable: false),
                    types = table.Column<string[]>(type: "text[]", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    related_id = table.Column<int>(type: "integer", nullable: true),
                    own_layer = table.Column<string>(type: "text", nullable: true),
                    own_ministry_id = table.Column<int>(type: "integer", nullable: true),
                    own_province = table.Column<string>(type: "text", nullable: true),
                    own_ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    counts_at_id = table.Column<int>(type: "integer", nullable: true),
                    layer = table.Column<string>(type: "text", nullable: false),
                    ministry_id = table.Column<int>(type: "integer", nullable: true),
                    province = table.Column<string>(type: "text", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    successor_id = table.Column<int>(type: "integer", nullable: true),
                    successor_from = table.Column<DateOnly>(type: "date", nullable: true),
                    main_domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    corrected = table.Column<string[]>(type: "text[]", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisations_organisations_counts_at_id",
                        column: x => x.counts_at_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisations_organisations_ministry_id",
                        column: x => x.ministry_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisations_organisations_own_ministry_id",
                        column: x => x.own_ministry_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisations_organisations_parent_id",
                        column: x => x.parent_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisations_organisations_related_id",
                        column: x => x.related_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisations_organisations_successor_id",
                        column: x => x.successor_id,
                        principalTable: "organisations",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    test_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    tied_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    local_address = table.Column<IPAddress>(type: "inet", nullable: false),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    ended_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    touched_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    source_address = table.Column<IPAddress>(type: "inet", nullable: false),
                    source_group = table.Column<IPAddress>(type: "inet", nullable: false),
                    said_mail = table.Column<bool>(type: "boolean", nullable: false),
                    evidence = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_sessions", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "probe_zones",
                columns: table => new
                {
                    zone = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    fault_key = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_probe_zones", x => x.zone);
                }
            );

            migrationBuilder.CreateTable(
                name: "provider_aliases",
                columns: table => new
                {
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    provider = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_provider_aliases", x => x.domain);
                }
            );

            migrationBuilder.CreateTable(
                name: "query_log_gaps",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    from = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_query_log_gaps", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "query_logs",
                columns: table => new
                {
                    path = table.Column<string>(type: "text", nullable: false),
                    stored_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_query_logs", x => x.path);
                }
            );

            migrationBuilder.CreateTable(
                name: "round_agreements",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    dimension = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    agreement = table.Column<string>(
                        type: "character varying(60)",
                        maxLength: 60,
                        nullable: false
                    ),
                    view = table.Column<short>(type: "smallint", nullable: false),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    measured = table.Column<int>(type: "integer", nullable: false),
                    mean = table.Column<decimal>(
                        type: "numeric(5,1)",
                        precision: 5,
                        scale: 1,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_agreements",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.dimension,
                            x.value,
                            x.agreement,
                            x.view,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_connections",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    dimension = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    connection_type = table.Column<short>(type: "smallint", nullable: false),
                    hindrance = table.Column<short>(type: "smallint", nullable: false),
                    domains = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_connections",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.dimension,
                            x.value,
                            x.status,
                            x.connection_type,
                            x.hindrance,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_deltas",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    against_round_id = table.Column<int>(type: "integer", nullable: false),
                    standard = table.Column<short>(type: "smallint", nullable: false),
                    view = table.Column<short>(type: "smallint", nullable: false),
                    against_edition = table.Column<short>(type: "smallint", nullable: false),
                    passed_before = table.Column<int>(type: "integer", nullable: false),
                    measured_before = table.Column<int>(type: "integer", nullable: false),
                    passed_after = table.Column<int>(type: "integer", nullable: false),
                    measured_after = table.Column<int>(type: "integer", nullable: false),
                    cohort = table.Column<int>(type: "integer", nullable: false),
                    cohort_passed_before = table.Column<int>(type: "integer", nullable: false),
                    cohort_passed_after = table.Column<int>(type: "integer", nullable: false),
                    improved = table.Column<int>(type: "integer", nullable: false),
                    regressed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    entered = table.Column<int>(type: "integer", nullable: false),
                    left = table.Column<int>(type: "integer", nullable: false),
                    became_excluded = table.Column<int>(type: "integer", nullable: false),
                    became_measurable = table.Column<int>(type: "integer", nullable: false),
                    excluded_in_both = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_deltas",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.against_round_id,
                            x.standard,
                            x.view,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_figures",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    dimension = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    provider = table.Column<int>(type: "integer", nullable: false),
                    standard = table.Column<short>(type: "smallint", nullable: false),
                    view = table.Column<short>(type: "smallint", nullable: false),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    explained = table.Column<int>(type: "integer", nullable: false),
                    no_mail = table.Column<int>(type: "integer", nullable: false),
                    no_domain = table.Column<int>(type: "integer", nullable: false),
                    unreachable = table.Column<int>(type: "integer", nullable: false),
                    untestable = table.Column<int>(type: "integer", nullable: false),
                    own_fault = table.Column<int>(type: "integer", nullable: false),
                    not_measured = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_figures",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.dimension,
                            x.value,
                            x.provider,
                            x.standard,
                            x.view,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_hosts",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_hosts", x => new { x.round_id, x.digest });
                }
            );

            migrationBuilder.CreateTable(
                name: "round_lookups",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    domain_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    claimed_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    claims = table.Column<short>(type: "smallint", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: true),
                    hosts = table.Column<byte[][]>(type: "bytea[]", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_lookups",
                        x => new
                        {
                            x.round_id,
                            x.wave,
                            x.domain_id,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_mail_flows",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    sender_layer = table.Column<int>(type: "integer", nullable: false),
                    receiver_layer = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<long>(
                        name: "protected",
                        type: "bigint",
                        nullable: false
                    ),
                    partly = table.Column<long>(type: "bigint", nullable: false),
                    not = table.Column<long>(type: "bigint", nullable: false),
                    unknown = table.Column<long>(type: "bigint", nullable: false),
                    proven_sum = table.Column<string>(type: "text", nullable: false),
                    possible_sum = table.Column<string>(type: "text", nullable: false),
                    tested_pairs = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_mail_flows",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.sender_layer,
                            x.receiver_layer,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_pairs",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    host = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    address = table.Column<string>(
                        type: "character varying(60)",
                        maxLength: 60,
                        nullable: false
                    ),
                    server_name = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    claimed_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    claims = table.Column<short>(type: "smallint", nullable: false),
                    done_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    sessions = table.Column<short>(type: "smallint", nullable: false),
                    failure = table.Column<string>(
                        type: "character varying(60)",
                        maxLength: 60,
                        nullable: true
                    ),
                    document = table.Column<string>(type: "jsonb", nullable: true),
                    certificates = table.Column<byte[][]>(type: "bytea[]", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_pairs", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "round_providers",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    layer = table.Column<int>(type: "integer", nullable: false),
                    provider = table.Column<int>(type: "integer", nullable: false),
                    domains = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<int>(
                        name: "protected",
                        type: "integer",
                        nullable: false
                    ),
                    would_become_protected = table.Column<int>(type: "integer", nullable: false),
                    own_zone_first = table.Column<int>(type: "integer", nullable: false),
                    needs_two = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_providers",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.layer,
                            x.provider,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_receptions",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    organisation = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<int>(
                        name: "protected",
                        type: "integer",
                        nullable: false
                    ),
                    measured = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_receptions",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.organisation,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_results",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    domain_id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    superseded_in = table.Column<short>(type: "smallint", nullable: true),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    measured_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    organisation = table.Column<int>(type: "integer", nullable: true),
                    layer = table.Column<int>(type: "integer", nullable: true),
                    ministry = table.Column<int>(type: "integer", nullable: true),
                    province = table.Column<int>(type: "integer", nullable: true),
                    provider = table.Column<int>(type: "integer", nullable: true),
                    more = table.Column<int[]>(type: "integer[]", nullable: true),
                    failing_providers = table.Column<int[]>(type: "integer[]", nullable: true),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    delivery = table.Column<short>(type: "smallint", nullable: false),
                    connection_type = table.Column<short>(type: "smallint", nullable: true),
                    attacker_connection_type = table.Column<short>(
                        type: "smallint",
                        nullable: true
                    ),
                    hindrance = table.Column<short>(type: "smallint", nullable: true),
                    reason = table.Column<short>(type: "smallint", nullable: true),
                    flags = table.Column<short>(type: "smallint", nullable: false),
                    explained = table.Column<int>(type: "integer", nullable: false),
                    outcomes = table.Column<short?[]>(type: "smallint[]", nullable: false),
                    statuses = table.Column<short?[]>(type: "smallint[]", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_results",
                        x => new
                        {
                            x.round_id,
                            x.domain_id,
                            x.version,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_statuses",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    dimension = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    standard = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    domains = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_statuses",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.dimension,
                            x.value,
                            x.standard,
                            x.status,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_values",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    dimension = table.Column<short>(type: "smallint", nullable: false),
                    key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    name = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_values", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "round_words",
                columns: table => new
                {
                    id = table
                        .Column<short>(type: "smallint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    word = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_words", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "rounds",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    name = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    paused_from = table.Column<string>(type: "text", nullable: true),
                    list_name = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: true
                    ),
                    list_hash = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    domains = table.Column<int>(type: "integer", nullable: false),
                    profile = table.Column<string>(
                        type: "character varying(20)",
                        maxLength: 20,
                        nullable: false
                    ),
                    method = table.Column<string>(type: "jsonb", nullable: false),
                    former_round_id = table.Column<int>(type: "integer", nullable: true),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    measured_on = table.Column<DateOnly>(type: "date", nullable: false),
                    retest_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    measured_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    correction_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    closed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    published_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    cancelled_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    uses_lab_sending = table.Column<bool>(type: "boolean", nullable: false),
                    notes = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rounds", x => x.id);
                    table.CheckConstraint(
                        "ck_rounds_paused_from",
                        "(state = 'paused') = (paused_from IS NOT NULL)"
                    );
                    table.ForeignKey(
                        name: "fk_rounds_rounds_former_round_id",
                        column: x => x.former_round_id,
                        principalTable: "rounds",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "shared_examinations",
                columns: table => new
                {
                    host = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    address = table.Column<string>(
                        type: "character varying(45)",
                        maxLength: 45,
                        nullable: false
                    ),
                    server_name = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    claimed_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    claimed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    serves_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    document = table.Column<string>(type: "jsonb", nullable: true),
                    whole_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    whole = table.Column<string>(type: "jsonb", nullable: true),
                    tried_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_shared_examinations",
                        x => new
                        {
                            x.host,
                            x.address,
                            x.server_name,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "standing_tests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    view_id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    reading_id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    name = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    interval = table.Column<TimeSpan>(type: "interval", nullable: false),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    round = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standing_tests", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "tls_reports",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    sender = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    starts_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    ends_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    received_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tls_reports", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "watched_domains",
                columns: table => new
                {
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    confirmed = table.Column<string>(type: "jsonb", nullable: true),
                    pending = table.Column<string>(type: "jsonb", nullable: true),
                    pending_since = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    seen_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    test_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watched_domains", x => x.domain);
                }
            );

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    token_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    host = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    path_and_query = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: false
                    ),
                    target = table.Column<string>(type: "text", nullable: false),
                    target_key = table.Column<string>(
                        type: "character varying(255)",
                        maxLength: 255,
                        nullable: false
                    ),
                    key = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: false
                    ),
                    former_key = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: true
                    ),
                    former_key_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    stopped_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    failing_since = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    seen_event = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "campaign_organisations",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    campaign_id = table.Column<int>(type: "integer", nullable: false),
                    organisation_key = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    name = table.Column<string>(type: "text", nullable: false),
                    layer = table.Column<string>(type: "text", nullable: false),
                    ministry = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: true
                    ),
                    domains = table.Column<string[]>(type: "text[]", nullable: false),
                    language = table.Column<string>(
                        type: "character varying(2)",
                        maxLength: 2,
                        nullable: false
                    ),
                    token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: true
                    ),
                    answer = table.Column<string>(type: "text", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_organisations", x => x.id);
                    table.ForeignKey(
                        name: "fk_campaign_organisations_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "domain_list_members",
                columns: table => new
                {
                    list_id = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_domain_list_members", x => new { x.list_id, x.domain });
                    table.ForeignKey(
                        name: "fk_domain_list_members_domain_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "domain_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "register_imports",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    source = table.Column<string>(type: "text", nullable: false),
                    list_id = table.Column<int>(type: "integer", nullable: true),
                    list_name = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: true
                    ),
                    file_name = table.Column<string>(
                        type: "character varying(255)",
                        maxLength: 255,
                        nullable: false
                    ),
                    file_hash = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    file_length = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    staged_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    staged_by = table.Column<string>(type: "text", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    applied_by = table.Column<string>(type: "text", nullable: true),
                    applied_on = table.Column<DateOnly>(type: "date", nullable: true),
                    organisations = table.Column<string>(type: "jsonb", nullable: false),
                    domains = table.Column<string>(type: "jsonb", nullable: false),
                    hosts = table.Column<int>(type: "integer", nullable: false),
                    counts_missing = table.Column<bool>(type: "boolean", nullable: false),
                    former_id = table.Column<int>(type: "integer", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_register_imports", x => x.id);
                    table.ForeignKey(
                        name: "fk_register_imports_domain_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "domain_lists",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_register_imports_register_imports_former_id",
                        column: x => x.former_id,
                        principalTable: "register_imports",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_schedules",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    name = table.Column<string>(
                        type: "character varying(180)",
                        maxLength: 180,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    list_id = table.Column<int>(type: "integer", nullable: true),
                    profile = table.Column<string>(
                        type: "character varying(20)",
                        maxLength: 20,
                        nullable: false
                    ),
                    cron = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    seen_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    paused_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_schedules", x => x.id);
                    table.ForeignKey(
                        name: "fk_round_schedules_domain_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "domain_lists",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "mail_outbox",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    key = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    recipient_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(
                        type: "character varying(2)",
                        maxLength: 2,
                        nullable: false
                    ),
                    subject = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    text = table.Column<string>(
                        type: "character varying(100000)",
                        maxLength: 100000,
                        nullable: true
                    ),
                    unsubscribe_path = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: true
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    due_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    not_after = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    claimed_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    handed_over_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    ended_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    last_reply = table.Column<string>(
                        type: "character varying(500)",
                        maxLength: 500,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_outbox", x => x.id);
                    table.ForeignKey(
                        name: "fk_mail_outbox_mail_recipient_row_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "mail_recipients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inbound_tests",
                columns: table => new
                {
                    id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    profile = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    finished_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    touched_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    job_id = table.Column<string>(type: "text", nullable: true),
                    enqueued = table.Column<int>(type: "integer", nullable: false),
                    runs = table.Column<int>(type: "integer", nullable: false),
                    progress = table.Column<string>(type: "jsonb", nullable: false),
                    observation_id = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "text", nullable: true),
                    delivery = table.Column<string>(type: "text", nullable: true),
                    connection_type = table.Column<short>(type: "smallint", nullable: true),
                    attacker_connection_type = table.Column<short>(
                        type: "smallint",
                        nullable: true
                    ),
                    method_version = table.Column<string>(type: "text", nullable: true),
                    resolver = table.Column<string>(type: "text", nullable: true),
                    failure_reason = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_tests", x => x.id);
                    table.CheckConstraint(
                        "ck_inbound_tests_done_has_verdict",
                        "state <> 'done' OR (observation_id IS NOT NULL AND method_version IS NOT NULL)"
                    );
                    table.ForeignKey(
                        name: "fk_inbound_tests_observations_observation_id",
                        column: x => x.observation_id,
                        principalTable: "observations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "observed_certificates",
                columns: table => new
                {
                    observation_id = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_observed_certificates",
                        x => new { x.observation_id, x.digest }
                    );
                    table.ForeignKey(
                        name: "fk_observed_certificates_certificates_digest",
                        column: x => x.digest,
                        principalTable: "certificates",
                        principalColumn: "digest",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_observed_certificates_observations_observation_id",
                        column: x => x.observation_id,
                        principalTable: "observations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "verdicts",
                columns: table => new
                {
                    observation_id = table.Column<long>(type: "bigint", nullable: false),
                    standard = table.Column<string>(type: "text", nullable: false),
                    method_version = table.Column<string>(type: "text", nullable: false),
                    judged_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    place = table.Column<short>(type: "smallint", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    mail_transport = table.Column<string>(type: "jsonb", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_verdicts",
                        x => new
                        {
                            x.observation_id,
                            x.standard,
                            x.method_version,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_verdicts_observations_observation_id",
                        column: x => x.observation_id,
                        principalTable: "observations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(
                        type: "character varying(32)",
                        maxLength: 32,
                        nullable: false
                    ),
                    organisation_id = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    disabled_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    last_sign_in_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    user_name = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    normalized_user_name = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    email = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    normalized_email = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_accounts_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "organisation_domains",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    organisation_id = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    source = table.Column<string>(type: "text", nullable: false),
                    list_id = table.Column<int>(type: "integer", nullable: true),
                    record_key = table.Column<string>(type: "text", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    source_from = table.Column<DateOnly>(type: "date", nullable: true),
                    source_until = table.Column<DateOnly>(type: "date", nullable: true),
                    stated_from = table.Column<DateOnly>(type: "date", nullable: true),
                    register_ids = table.Column<string[]>(type: "text[]", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: true),
                    holder = table.Column<string>(type: "text", nullable: true),
                    fingerprint = table.Column<Guid>(type: "uuid", nullable: false),
                    missing_snapshots = table.Column<int>(type: "integer", nullable: false),
                    is_corrected = table.Column<bool>(type: "boolean", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_domains", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_domains_domain_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "domain_lists",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisation_domains_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "organisation_hosts",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    organisation_id = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    registrable_domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    label = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_hosts", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_hosts_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "organisation_records",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    organisation_id = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    list_id = table.Column<int>(type: "integer", nullable: true),
                    key = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    fingerprint = table.Column<Guid>(type: "uuid", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    missing_snapshots = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_records", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_records_domain_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "domain_lists",
                        principalColumn: "id"
                    );
                    table.ForeignKey(
                        name: "fk_organisation_records_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "notice_events",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    key = table.Column<string>(
                        type: "character varying(500)",
                        maxLength: 500,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    organisation_key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: true
                    ),
                    standing_test_id = table.Column<string>(
                        type: "character varying(36)",
                        maxLength: 36,
                        nullable: true
                    ),
                    round_id = table.Column<int>(type: "integer", nullable: true),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_notice_events_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_attempts",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    domain_id = table.Column<int>(type: "integer", nullable: false),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    measurement = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_attempts",
                        x => new
                        {
                            x.round_id,
                            x.domain_id,
                            x.wave,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_round_attempts_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_comments",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    organisation_key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    decision = table.Column<string>(type: "text", nullable: false),
                    decision_text = table.Column<string>(
                        type: "character varying(4000)",
                        maxLength: 4000,
                        nullable: true
                    ),
                    decided_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    wave = table.Column<short>(type: "smallint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_round_comments_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_corrections",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    domain_id = table.Column<int>(type: "integer", nullable: false),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: false
                    ),
                    comment_id = table.Column<int>(type: "integer", nullable: true),
                    requested_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    version = table.Column<short>(type: "smallint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_corrections",
                        x => new
                        {
                            x.round_id,
                            x.domain_id,
                            x.wave,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_round_corrections_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_domains",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    domain_id = table.Column<int>(type: "integer", nullable: false),
                    organisations = table.Column<int[]>(type: "integer[]", nullable: false),
                    layers = table.Column<int[]>(type: "integer[]", nullable: false),
                    ministries = table.Column<int[]>(type: "integer[]", nullable: false),
                    provinces = table.Column<int[]>(type: "integer[]", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_domains", x => new { x.round_id, x.domain_id });
                    table.ForeignKey(
                        name: "fk_round_domains_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_links",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    organisation_key = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    revoked_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_links", x => x.digest);
                    table.ForeignKey(
                        name: "fk_round_links_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_organisations",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    organisation = table.Column<int>(type: "integer", nullable: false),
                    layer = table.Column<int>(type: "integer", nullable: false),
                    sending = table.Column<string>(type: "text", nullable: false),
                    sending_tested = table.Column<int>(type: "integer", nullable: false),
                    sending_domains = table.Column<int>(type: "integer", nullable: false),
                    sending_tested_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    sending_kind = table.Column<string>(type: "text", nullable: true),
                    own_domains = table.Column<string[]>(type: "text[]", nullable: false),
                    parts = table.Column<int[]>(type: "integer[]", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_organisations",
                        x => new { x.round_id, x.organisation }
                    );
                    table.ForeignKey(
                        name: "fk_round_organisations_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_provider_names",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    provider = table.Column<string>(
                        type: "character varying(300)",
                        maxLength: 300,
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_provider_names", x => new { x.round_id, x.domain });
                    table.ForeignKey(
                        name: "fk_round_provider_names_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_report_files",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<short>(type: "smallint", nullable: false),
                    language = table.Column<string>(
                        type: "character varying(2)",
                        maxLength: 2,
                        nullable: false
                    ),
                    sha256 = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    made_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_report_files",
                        x => new
                        {
                            x.round_id,
                            x.edition,
                            x.language,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_round_report_files_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_waves",
                columns: table => new
                {
                    round_id = table.Column<int>(type: "integer", nullable: false),
                    wave = table.Column<short>(type: "smallint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    finished_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    transcripts_removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_waves", x => new { x.round_id, x.wave });
                    table.ForeignKey(
                        name: "fk_round_waves_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_tests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    view_id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    reading_id = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    host_token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: false
                    ),
                    hosts = table.Column<string>(type: "jsonb", nullable: false),
                    addresses = table.Column<IPAddress[]>(type: "inet[]", nullable: false),
                    address_set = table.Column<int>(type: "integer", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    closes_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    closed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    first_mail_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    standing_test_id = table.Column<Guid>(type: "uuid", nullable: true),
                    round = table.Column<int>(type: "integer", nullable: true),
                    questions_complete_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    evidence_stamp = table.Column<long>(type: "bigint", nullable: false),
                    judged_stamp = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    verdict = table.Column<string>(type: "jsonb", nullable: true),
                    verdict_kind = table.Column<string>(type: "text", nullable: true),
                    mixed = table.Column<bool>(type: "boolean", nullable: false),
                    method_version = table.Column<string>(type: "text", nullable: true),
                    judged_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    evidence_removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_tests", x => x.id);
                    table.ForeignKey(
                        name: "fk_outbound_tests_standing_tests_standing_test_id",
                        column: x => x.standing_test_id,
                        principalTable: "standing_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "tls_report_policies",
                columns: table => new
                {
                    report_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    successful = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_tls_report_policies",
                        x => new { x.report_id, x.position }
                    );
                    table.ForeignKey(
                        name: "fk_tls_report_policies_tls_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "tls_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    key = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    endpoint_id = table.Column<long>(type: "bigint", nullable: true),
                    host = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    kind = table.Column<string>(type: "text", nullable: false),
                    message_id = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    type = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: false
                    ),
                    body = table.Column<string>(
                        type: "character varying(20000)",
                        maxLength: 20000,
                        nullable: true
                    ),
                    challenge = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: true
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    due_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    claimed_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    last_attempt_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhook_endpoint_row_endpoint_id",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "campaign_addresses",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    recipient_id = table.Column<long>(type: "bigint", nullable: true),
                    removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    token = table.Column<string>(
                        type: "character varying(26)",
                        maxLength: 26,
                        nullable: true
                    ),
                    source = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: true
                    ),
                    added_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    kept = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_addresses", x => x.id);
                    table.ForeignKey(
                        name: "fk_campaign_addresses_campaign_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "campaign_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_campaign_addresses_mail_recipient_row_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "mail_recipients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "register_import_changes",
                columns: table => new
                {
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_domain = table.Column<bool>(type: "boolean", nullable: false),
                    change = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_register_import_changes",
                        x => new { x.import_id, x.position }
                    );
                    table.ForeignKey(
                        name: "fk_register_import_changes_register_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "register_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "register_import_contents",
                columns: table => new
                {
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_register_import_contents", x => x.import_id);
                    table.ForeignKey(
                        name: "fk_register_import_contents_register_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "register_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "register_import_problems",
                columns: table => new
                {
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<bool>(type: "boolean", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_register_import_problems",
                        x => new { x.import_id, x.position }
                    );
                    table.ForeignKey(
                        name: "fk_register_import_problems_register_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "register_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "round_schedule_turns",
                columns: table => new
                {
                    schedule_id = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    missed = table.Column<int>(type: "integer", nullable: false),
                    round_id = table.Column<int>(type: "integer", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_round_schedule_turns",
                        x => new { x.schedule_id, x.due_at }
                    );
                    table.ForeignKey(
                        name: "fk_round_schedule_turns_round_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalTable: "round_schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_round_schedule_turns_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "account_claims",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_claims_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_account_logins",
                        x => new { x.login_provider, x.provider_key }
                    );
                    table.ForeignKey(
                        name: "fk_account_logins_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "account_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(
                        type: "bytea",
                        maxLength: 1024,
                        nullable: false
                    ),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_account_passkeys_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "account_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_account_tokens",
                        x => new
                        {
                            x.user_id,
                            x.login_provider,
                            x.name,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_account_tokens_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    prefix = table.Column<string>(
                        type: "character varying(16)",
                        maxLength: 16,
                        nullable: false
                    ),
                    scope = table.Column<string>(
                        type: "character varying(32)",
                        maxLength: 32,
                        nullable: false
                    ),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    revoked_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    last_used_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "batch_requests",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    request_id = table.Column<string>(
                        type: "character varying(32)",
                        maxLength: 32,
                        nullable: false
                    ),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(
                        type: "character varying(255)",
                        maxLength: 255,
                        nullable: false
                    ),
                    domains = table.Column<string[]>(type: "text[]", nullable: false),
                    rejected = table.Column<string[]>(type: "text[]", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    cancelled_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    round_id = table.Column<int>(type: "integer", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    try_again_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    failed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_batch_requests_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_batch_requests_round_row_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    recipient_id = table.Column<long>(type: "bigint", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    target_key = table.Column<string>(
                        type: "character varying(255)",
                        maxLength: 255,
                        nullable: false
                    ),
                    language = table.Column<string>(
                        type: "character varying(2)",
                        maxLength: 2,
                        nullable: false
                    ),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    confirm_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    confirm_until = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    confirmed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    seen_event = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_subscriptions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_subscriptions_mail_recipients_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "mail_recipients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "campaign_tests",
                columns: table => new
                {
                    test_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_tests", x => x.test_id);
                    table.ForeignKey(
                        name: "fk_campaign_tests_campaign_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "campaign_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_campaign_tests_outbound_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "outbound_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_heals",
                columns: table => new
                {
                    test_id = table.Column<Guid>(type: "uuid", nullable: false),
                    probe = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    action = table.Column<string>(type: "text", nullable: false),
                    ttl = table.Column<TimeSpan>(type: "interval", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_heals", x => new { x.test_id, x.probe });
                    table.ForeignKey(
                        name: "fk_outbound_heals_outbound_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "outbound_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_identities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    test_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    identity = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_identities", x => x.id);
                    table.ForeignKey(
                        name: "fk_outbound_identities_outbound_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "outbound_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_queries",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    test_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    name = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: false
                    ),
                    type = table.Column<string>(type: "text", nullable: false),
                    dnssec_ok = table.Column<bool>(type: "boolean", nullable: false),
                    resolver_address = table.Column<IPAddress>(type: "inet", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_queries", x => x.id);
                    table.ForeignKey(
                        name: "fk_outbound_queries_outbound_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "outbound_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_senders",
                columns: table => new
                {
                    test_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(
                        type: "character varying(253)",
                        maxLength: 253,
                        nullable: true
                    ),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    firm = table.Column<bool>(type: "boolean", nullable: false),
                    mandatory = table.Column<bool>(type: "boolean", nullable: false),
                    verifies_pkix = table.Column<bool>(type: "boolean", nullable: false),
                    connection_type = table.Column<short>(type: "smallint", nullable: true),
                    attacker_connection_type = table.Column<short>(
                        type: "smallint",
                        nullable: true
                    ),
                    settled = table.Column<string[]>(type: "text[]", nullable: false),
                    wrong = table.Column<string[]>(type: "text[]", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbound_senders", x => new { x.test_id, x.position });
                    table.ForeignKey(
                        name: "fk_outbound_senders_outbound_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "outbound_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "campaign_messages",
                columns: table => new
                {
                    address_id = table.Column<long>(type: "bigint", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    state = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_messages", x => new { x.address_id, x.message });
                    table.ForeignKey(
                        name: "fk_campaign_messages_campaign_addresses_address_id",
                        column: x => x.address_id,
                        principalTable: "campaign_addresses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_account_claims_user_id",
                table: "account_claims",
                column: "user_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_account_logins_user_id",
                table: "account_logins",
                column: "user_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_account_passkeys_user_id",
                table: "account_passkeys",
                column: "user_id"
            );

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "accounts",
                column: "normalized_email"
            );

            migrationBuilder.CreateIndex(
                name: "ix_accounts_organisation_id",
                table: "accounts",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "accounts",
                column: "normalized_user_name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_account_id",
                table: "api_keys",
                column: "account_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_actor_id",
                table: "audit_entries",
                columns: new[] { "actor", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                table: "audit_entries",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_id",
                table: "audit_entries",
                columns: new[] { "subject", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_batch_requests_account_id_id",
                table: "batch_requests",
                columns: new[] { "account_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_batch_requests_request_id",
                table: "batch_requests",
                column: "request_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_batch_requests_round_id",
                table: "batch_requests",
                column: "round_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_addresses_organisation_id_recipient_id",
                table: "campaign_addresses",
                columns: new[] { "organisation_id", "recipient_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_addresses_recipient_id",
                table: "campaign_addresses",
                column: "recipient_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_addresses_token",
                table: "campaign_addresses",
                column: "token",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_organisations_campaign_id_organisation_key",
                table: "campaign_organisations",
                columns: new[] { "campaign_id", "organisation_key" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_organisations_token",
                table: "campaign_organisations",
                column: "token",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaign_tests_organisation_id",
                table: "campaign_tests",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_campaigns_name",
                table: "campaigns",
                column: "name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_dkim_proofs_seen_at",
                table: "dkim_proofs",
                column: "seen_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_domain_list_members_domain",
                table: "domain_list_members",
                column: "domain"
            );

            migrationBuilder.CreateIndex(
                name: "ix_domain_lists_name",
                table: "domain_lists",
                column: "name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_erasures_digest",
                table: "erasures",
                column: "digest"
            );

            migrationBuilder.CreateIndex(
                name: "ix_erasures_forget_at",
                table: "erasures",
                column: "forget_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_explanations_organisation_key_standard",
                table: "explanations",
                columns: new[] { "organisation_key", "standard" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_explanations_replaces",
                table: "explanations",
                column: "replaces"
            );

            migrationBuilder.CreateIndex(
                name: "ix_explanations_valid_until",
                table: "explanations",
                column: "valid_until",
                filter: "ended_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_domain_created_at",
                table: "inbound_tests",
                columns: new[] { "domain", "created_at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_observation_id",
                table: "inbound_tests",
                column: "observation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_open_domain",
                table: "inbound_tests",
                columns: new[] { "domain", "profile" },
                unique: true,
                filter: "state IN ('queued', 'running')"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_touched_at",
                table: "inbound_tests",
                column: "touched_at",
                filter: "state IN ('queued', 'running')"
            );

            migrationBuilder.CreateIndex(
                name: "ix_invitations_token_hash",
                table: "invitations",
                column: "token_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_due_at",
                table: "mail_outbox",
                column: "due_at",
                filter: "state IN ('waiting', 'sending')"
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_key",
                table: "mail_outbox",
                column: "key",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_kind_created_at",
                table: "mail_outbox",
                columns: new[] { "kind", "created_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_recipient_id_kind_created_at",
                table: "mail_outbox",
                columns: new[] { "recipient_id", "kind", "created_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_recipients_digest",
                table: "mail_recipients",
                column: "digest",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_recipients_own_id",
                table: "mail_recipients",
                column: "own_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_recipients_return_token",
                table: "mail_recipients",
                column: "return_token",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_measured_domains_name",
                table: "measured_domains",
                column: "name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_notice_events_at",
                table: "notice_events",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_notice_events_key",
                table: "notice_events",
                column: "key",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_notice_events_round_id",
                table: "notice_events",
                column: "round_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_observations_domain_started_at",
                table: "observations",
                columns: new[] { "domain", "started_at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_observations_with_transcripts",
                table: "observations",
                column: "started_at",
                filter: "transcripts_removed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_observed_certificates_digest",
                table: "observed_certificates",
                column: "digest"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_domains_domain",
                table: "organisation_domains",
                column: "domain"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_domains_list_id",
                table: "organisation_domains",
                column: "list_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_domains_organisation_id",
                table: "organisation_domains",
                column: "organisation_id"
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_organisation_domains_source_list_id_record_key_organisation",
                    table: "organisation_domains",
                    columns: new[]
                    {
                        "source",
                        "list_id",
                        "record_key",
                        "organisation_id",
                        "domain",
                    },
                    unique: true
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_hosts_organisation_id",
                table: "organisation_hosts",
                column: "organisation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_hosts_registrable_domain",
                table: "organisation_hosts",
                column: "registrable_domain"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_records_list_id",
                table: "organisation_records",
                column: "list_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_records_organisation_id",
                table: "organisation_records",
                column: "organisation_id"
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_organisation_records_source_list_id_key",
                    table: "organisation_records",
                    columns: new[] { "source", "list_id", "key" },
                    unique: true
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_organisations_counts_at_id",
                table: "organisations",
                column: "counts_at_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_key",
                table: "organisations",
                column: "key",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_layer_name",
                table: "organisations",
                columns: new[] { "layer", "name" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_ministry_id",
                table: "organisations",
                column: "ministry_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_oin",
                table: "organisations",
                column: "oin"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_own_ministry_id",
                table: "organisations",
                column: "own_ministry_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_parent_id",
                table: "organisations",
                column: "parent_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_related_id",
                table: "organisations",
                column: "related_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_successor_id",
                table: "organisations",
                column: "successor_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_system_id",
                table: "organisations",
                column: "system_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisations_tooi",
                table: "organisations",
                column: "tooi",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_identities_test_id",
                table: "outbound_identities",
                column: "test_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_queries_at",
                table: "outbound_queries",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_queries_test_id_at",
                table: "outbound_queries",
                columns: new[] { "test_id", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_senders_domain",
                table: "outbound_senders",
                column: "domain"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_sessions_local_address_started_at",
                table: "outbound_sessions",
                columns: new[] { "local_address", "started_at" },
                filter: "cardinality(test_ids) = 0"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_sessions_source_address_started_at",
                table: "outbound_sessions",
                columns: new[] { "source_address", "started_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_sessions_started_at",
                table: "outbound_sessions",
                column: "started_at",
                filter: "cardinality(tied_ids) = 0"
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_outbound_sessions_test_ids",
                    table: "outbound_sessions",
                    column: "test_ids"
                )
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder
                .CreateIndex(
                    name: "ix_outbound_sessions_tied_ids",
                    table: "outbound_sessions",
                    column: "tied_ids"
                )
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder
                .CreateIndex(
                    name: "ix_outbound_tests_addresses",
                    table: "outbound_tests",
                    column: "addresses",
                    filter: "closed_at IS NULL"
                )
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_closed_at",
                table: "outbound_tests",
                column: "closed_at",
                filter: "evidence_removed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_due_at",
                table: "outbound_tests",
                column: "due_at",
                filter: "closed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_host_token",
                table: "outbound_tests",
                column: "host_token",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_open_address_set",
                table: "outbound_tests",
                column: "address_set",
                unique: true,
                filter: "closed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_open_round",
                table: "outbound_tests",
                column: "standing_test_id",
                unique: true,
                filter: "closed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_reading_id",
                table: "outbound_tests",
                column: "reading_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_standing_test_id_round",
                table: "outbound_tests",
                columns: new[] { "standing_test_id", "round" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_token",
                table: "outbound_tests",
                column: "token",
                unique: true,
                filter: "closed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_tests_view_id",
                table: "outbound_tests",
                column: "view_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_query_log_gaps_until",
                table: "query_log_gaps",
                column: "until"
            );

            migrationBuilder.CreateIndex(
                name: "ix_register_import_changes_subject",
                table: "register_import_changes",
                column: "subject"
            );

            migrationBuilder.CreateIndex(
                name: "ix_register_imports_former_id",
                table: "register_imports",
                column: "former_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_register_imports_list_id",
                table: "register_imports",
                column: "list_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_register_imports_source_list_id_applied_at",
                table: "register_imports",
                columns: new[] { "source", "list_id", "applied_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_comments_round_id_decision",
                table: "round_comments",
                columns: new[] { "round_id", "decision" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_figures_dimension_value_standard_view",
                table: "round_figures",
                columns: new[] { "dimension", "value", "standard", "view" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_links_round_id_organisation_key",
                table: "round_links",
                columns: new[] { "round_id", "organisation_key" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_lookups_round_id_wave_state",
                table: "round_lookups",
                columns: new[] { "round_id", "wave", "state" },
                filter: "state < 2"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_organisations_organisation",
                table: "round_organisations",
                column: "organisation"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_pairs_address_done_at",
                table: "round_pairs",
                columns: new[] { "address", "done_at" },
                filter: "done_at IS NOT NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_pairs_open",
                table: "round_pairs",
                columns: new[] { "round_id", "wave" },
                filter: "done_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_pairs_round_id_wave_host_address_server_name",
                table: "round_pairs",
                columns: new[] { "round_id", "wave", "host", "address", "server_name" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_receptions_organisation",
                table: "round_receptions",
                column: "organisation"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_results_domain_id_round_id",
                table: "round_results",
                columns: new[] { "domain_id", "round_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_schedule_turns_round_id",
                table: "round_schedule_turns",
                column: "round_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_schedules_list_id",
                table: "round_schedules",
                column: "list_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_values_dimension_key_name",
                table: "round_values",
                columns: new[] { "dimension", "key", "name" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_waves_round_id",
                table: "round_waves",
                column: "round_id",
                filter: "finished_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_round_words_word",
                table: "round_words",
                column: "word",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_rounds_former_round_id",
                table: "rounds",
                column: "former_round_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_rounds_state_started_at",
                table: "rounds",
                columns: new[] { "state", "started_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_shared_examinations_address",
                table: "shared_examinations",
                column: "address"
            );

            migrationBuilder.CreateIndex(
                name: "ix_shared_examinations_serves_until",
                table: "shared_examinations",
                column: "serves_until"
            );

            migrationBuilder.CreateIndex(
                name: "ix_standing_tests_ended_at",
                table: "standing_tests",
                column: "ended_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_standing_tests_reading_id",
                table: "standing_tests",
                column: "reading_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_standing_tests_token",
                table: "standing_tests",
                column: "token",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_standing_tests_view_id",
                table: "standing_tests",
                column: "view_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_account_id",
                table: "subscriptions",
                column: "account_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_confirm_digest",
                table: "subscriptions",
                column: "confirm_digest",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_recipient_id_target_target_key",
                table: "subscriptions",
                columns: new[] { "recipient_id", "target", "target_key" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_target_target_key",
                table: "subscriptions",
                columns: new[] { "target", "target_key" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_tls_report_policies_domain",
                table: "tls_report_policies",
                column: "domain"
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_tls_reports_digest_sender",
                    table: "tls_reports",
                    columns: new[] { "digest", "sender" },
                    unique: true
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_tls_reports_received_at",
                table: "tls_reports",
                column: "received_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_tls_reports_sender",
                table: "tls_reports",
                column: "sender"
            );

            migrationBuilder.CreateIndex(
                name: "ix_watched_domains_test_at",
                table: "watched_domains",
                column: "test_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due_at",
                table: "webhook_deliveries",
                column: "due_at",
                filter: "state IN ('waiting', 'sending')"
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_endpoint_id_created_at",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "created_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_host",
                table: "webhook_deliveries",
                column: "host",
                filter: "state = 'sending'"
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_key",
                table: "webhook_deliveries",
                column: "key",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_kind_host_created_at",
                table: "webhook_deliveries",
                columns: new[] { "kind", "host", "created_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_endpoints_host",
                table: "webhook_endpoints",
                column: "host"
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_endpoints_target_target_key",
                table: "webhook_endpoints",
                columns: new[] { "target", "target_key" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_webhook_endpoints_token_digest",
                table: "webhook_endpoints",
                column: "token_digest",
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "account_claims");

            migrationBuilder.DropTable(name: "account_logins");

            migrationBuilder.DropTable(name: "account_passkeys");

            migrationBuilder.DropTable(name: "account_tokens");

            migrationBuilder.DropTable(name: "api_keys");

            migrationBuilder.DropTable(name: "audit_entries");

            migrationBuilder.DropTable(name: "batch_requests");

            migrationBuilder.DropTable(name: "campaign_messages");

            migrationBuilder.DropTable(name: "campaign_tests");

            migrationBuilder.DropTable(name: "data_protection_keys");

            migrationBuilder.DropTable(name: "database_marks");

            migrationBuilder.DropTable(name: "dkim_proofs");

            migrationBuilder.DropTable(name: "domain_list_members");

            migrationBuilder.DropTable(name: "erasures");

            migrationBuilder.DropTable(name: "explanations");

            migrationBuilder.DropTable(name: "inbound_tests");

            migrationBuilder.DropTable(name: "invitations");

            migrationBuilder.DropTable(name: "lab_sending");

            migrationBuilder.DropTable(name: "mail_outbox");

            migrationBuilder.DropTable(name: "measured_domains");

            migrationBuilder.DropTable(name: "notice_events");

            migrationBuilder.DropTable(name: "observed_certificates");

            migrationBuilder.DropTable(name: "organisation_domains");

            migrationBuilder.DropTable(name: "organisation_hosts");

            migrationBuilder.DropTable(name: "organisation_records");

            migrationBuilder.DropTable(name: "outbound_heals");

            migrationBuilder.DropTable(name: "outbound_identities");

            migrationBuilder.DropTable(name: "outbound_queries");

            migrationBuilder.DropTable(name: "outbound_senders");

            migrationBuilder.DropTable(name: "outbound_sessions");

            migrationBuilder.DropTable(name: "probe_zones");

            migrationBuilder.DropTable(name: "provider_aliases");

            migrationBuilder.DropTable(name: "query_log_gaps");

            migrationBuilder.DropTable(name: "query_logs");

            migrationBuilder.DropTable(name: "register_import_changes");

            migrationBuilder.DropTable(name: "register_import_contents");

            migrationBuilder.DropTable(name: "register_import_problems");

            migrationBuilder.DropTable(name: "round_agreements");

            migrationBuilder.DropTable(name: "round_attempts");

            migrationBuilder.DropTable(name: "round_comments");

            migrationBuilder.DropTable(name: "round_connections");

            migrationBuilder.DropTable(name: "round_corrections");

            migrationBuilder.DropTable(name: "round_deltas");

            migrationBuilder.DropTable(name: "round_domains");

            migrationBuilder.DropTable(name: "round_figures");

            migrationBuilder.DropTable(name: "round_hosts");

            migrationBuilder.DropTable(name: "round_links");

            migrationBuilder.DropTable(name: "round_lookups");

            migrationBuilder.DropTable(name: "round_mail_flows");

            migrationBuilder.DropTable(name: "round_organisations");

            migrationBuilder.DropTable(name: "round_pairs");

            migrationBuilder.DropTable(name: "round_provider_names");

            migrationBuilder.DropTable(name: "round_providers");

            migrationBuilder.DropTable(name: "round_receptions");

            migrationBuilder.DropTable(name: "round_report_files");

            migrationBuilder.DropTable(name: "round_results");

            migrationBuilder.DropTable(name: "round_schedule_turns");

            migrationBuilder.DropTable(name: "round_statuses");

            migrationBuilder.DropTable(name: "round_values");

            migrationBuilder.DropTable(name: "round_waves");

            migrationBuilder.DropTable(name: "round_words");

            migrationBuilder.DropTable(name: "shared_examinations");

            migrationBuilder.DropTable(name: "subscriptions");

            migrationBuilder.DropTable(name: "tls_report_policies");

            migrationBuilder.DropTable(name: "verdicts");

            migrationBuilder.DropTable(name: "watched_domains");

            migrationBuilder.DropTable(name: "webhook_deliveries");

            migrationBuilder.DropTable(name: "campaign_addresses");

            migrationBuilder.DropTable(name: "certificates");

            migrationBuilder.DropTable(name: "outbound_tests");

            migrationBuilder.DropTable(name: "register_imports");

            migrationBuilder.DropTable(name: "round_schedules");

            migrationBuilder.DropTable(name: "rounds");

            migrationBuilder.DropTable(name: "accounts");

            migrationBuilder.DropTable(name: "tls_reports");

            migrationBuilder.DropTable(name: "observations");

            migrationBuilder.DropTable(name: "webhook_endpoints");

            migrationBuilder.DropTable(name: "campaign_organisations");

            migrationBuilder.DropTable(name: "mail_recipients");

            migrationBuilder.DropTable(name: "standing_tests");

            migrationBuilder.DropTable(name: "domain_lists");

            migrationBuilder.DropTable(name: "organisations");

            migrationBuilder.DropTable(name: "campaigns");
        }
    }
}
