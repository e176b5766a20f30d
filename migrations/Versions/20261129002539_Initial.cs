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
                    observation = table.Column<string>(type: "jsonb", nullable: true),
                    verdict = table.Column<string>(type: "jsonb", nullable: true),
                    standards = table.Column<string>(type: "jsonb", nullable: true),
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
                    transcripts_removed_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_tests", x => x.id);
                    table.CheckConstraint(
                        "ck_inbound_tests_done_has_verdict",
                        "state <> 'done' OR (observation IS NOT NULL AND verdict IS NOT NULL)"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbound_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    test_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
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
                name: "standing_tests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    view_id = table.Column<string>(
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
                name: "outbound_tests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    view_id = table.Column<string>(
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
                    connection_type = table.Column<short>(type: "smallint", nullable: true),
                    attacker_connection_type = table.Column<short>(
                        type: "smallint",
                        nullable: true
                    ),
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

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_domain_created_at",
                table: "inbound_tests",
                columns: new[] { "domain", "created_at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_finished_at",
                table: "inbound_tests",
                column: "finished_at",
                filter: "observation IS NOT NULL AND transcripts_removed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbound_tests_open_domain",
                table: "inbound_tests",
                column: "domain",
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
                name: "ix_outbound_identities_test_id",
                table: "outbound_identities",
                column: "test_id"
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
                name: "ix_outbound_sessions_source_address_started_at",
                table: "outbound_sessions",
                columns: new[] { "source_address", "started_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbound_sessions_started_at",
                table: "outbound_sessions",
                column: "started_at",
                filter: "cardinality(test_ids) > 1"
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
                name: "ix_standing_tests_ended_at",
                table: "standing_tests",
                column: "ended_at"
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "data_protection_keys");

            migrationBuilder.DropTable(name: "inbound_tests");

            migrationBuilder.DropTable(name: "outbound_heals");

            migrationBuilder.DropTable(name: "outbound_identities");

            migrationBuilder.DropTable(name: "outbound_queries");

            migrationBuilder.DropTable(name: "outbound_senders");

            migrationBuilder.DropTable(name: "outbound_sessions");

            migrationBuilder.DropTable(name: "probe_zones");

            migrationBuilder.DropTable(name: "outbound_tests");

            migrationBuilder.DropTable(name: "standing_tests");
        }
    }
}
