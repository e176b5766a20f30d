using System;
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
                    enqueued = table.Column<int>(type: "integer", nullable: false),
                    runs = table.Column<int>(type: "integer", nullable: false),
                    progress = table.Column<string>(type: "jsonb", nullable: false),
                    observation = table.Column<string>(type: "jsonb", nullable: true),
                    verdict = table.Column<string>(type: "jsonb", nullable: true),
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "data_protection_keys");

            migrationBuilder.DropTable(name: "inbound_tests");
        }
    }
}
