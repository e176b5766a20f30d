using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Migrations.Versions
{
    /// <inheritdoc />
    public partial class SharedSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outbound_sessions_source_address_started_at",
                table: "outbound_sessions"
            );

            migrationBuilder.DropIndex(
                name: "ix_outbound_sessions_started_at",
                table: "outbound_sessions"
            );
        }
    }
}
