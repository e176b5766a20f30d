using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Migrations.Versions
{
    /// <inheritdoc />
    public partial class OutboundTestClock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_mail_at",
                table: "outbound_tests",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<long>(
                name: "judged_stamp",
                table: "outbound_tests",
                type: "bigint",
                nullable: false,
                defaultValue: 0L
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "first_mail_at", table: "outbound_tests");

            migrationBuilder.DropColumn(name: "judged_stamp", table: "outbound_tests");
        }
    }
}
