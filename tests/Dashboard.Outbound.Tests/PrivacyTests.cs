using System.Text;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Npgsql;

namespace Dashboard.Outbound.Tests;

/// <summary>What is in a message goes nowhere.</summary>
public sealed class PrivacyTests(OutboundFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_of_a_message_is_in_no_table_no_log_and_no_file()
    {
        fixture.Require();
        var body = "marker-body-" + Guid.NewGuid().ToString("N");
        var subject = "marker-subject-" + Guid.NewGuid().ToString("N");
        var campaign = new Campaign(fixture);
        var id = await campaign.MailAsync(
            SenderMtas.PostfixMay,
            OutboundTestKind.Basic,
            body,
            subject
        );
        await campaign.SettleAsync();
        var view = await fixture.ViewAsync(id);
        // Without a message that was taken there would be nothing to find.
        view.Verdict.Senders.Single().Domain.ShouldBe(SenderMtas.PostfixMay.Domain);

        foreach (var marker in new[] { body, subject })
        {
            (await InDatabaseAsync(marker)).ShouldBeEmpty();
            (await InFilesAsync(marker)).ShouldBeEmpty();
        }
        // The search finds what is there.
        (await InDatabaseAsync(id)).ShouldNotBeEmpty();
        (await InFilesAsync("pdns_server")).ShouldNotBeEmpty();
    }

    /// <summary>The rows, of any table, that hold the text.</summary>
    private async Task<IReadOnlyList<string>> InDatabaseAsync(string text)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        var tables = new List<string>();
        await using (
            var command = database.CreateCommand(
                """
                SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
                """
            )
        )
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }
        tables.Count.ShouldBeGreaterThan(20);
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var command = database.CreateCommand(
                $"SELECT count(*) FROM {table} AS row WHERE row::text LIKE '%' || $1 || '%'"
            );
            command.Parameters.AddWithValue(text);
            if ((long)(await command.ExecuteScalarAsync(Cancellation))! > 0)
            {
                found.Add(table);
            }
        }
        return found;
    }

    /// <summary>
    /// The files of the product's processes that hold the text: logs, certificates, whatever they leave in the folder they were
    /// given, and the database's own files. The senders' queues lie elsewhere, in memory.
    /// </summary>
    private async Task<IReadOnlyList<string>> InFilesAsync(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var found = new List<string>();
        foreach (
            var file in new[] { fixture.Folder, fixture.Database.SocketFolder }.SelectMany(folder =>
                Directory.EnumerateFiles(
                    folder,
                    "*",
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        IgnoreInaccessible = true,
                        AttributesToSkip = FileAttributes.None,
                    }
                )
            )
        )
        {
            if (await ReadAsync(file) is { } content && content.AsSpan().IndexOf(wanted) >= 0)
            {
                found.Add(file);
            }
        }
        return found;
    }

    /// <summary>Null for sockets, and for what went away in the meantime.</summary>
    private static async Task<byte[]?> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, Cancellation);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
