using System.Globalization;

namespace Dashboard.Lab.Outbound;

/// <summary>One message to many recipients.</summary>
public sealed record LabMessage(IReadOnlyList<string> Recipients, string Subject, string Body)
{
    /// <summary>All of it, where it was written before; null where it is made of subject and body.</summary>
    internal string? Whole { get; init; }

    /// <summary>As RFC 5322 has it; recipients are in the envelope alone, as with blind copies.</summary>
    public string Text(SenderMta author, DateTimeOffset date) =>
        Whole
        ?? string.Create(
            CultureInfo.InvariantCulture,
            $"""
            From: {author.Title.Replace("(", "", StringComparison.Ordinal).Replace(
                ")",
                "",
                StringComparison.Ordinal
            ).Replace(",", "", StringComparison.Ordinal)} <{author.Author}>
            To: undisclosed-recipients:;
            Subject: {OneLine(Subject)}
            Date: {date:ddd, dd MMM yyyy HH:mm:ss} +0000
            Message-ID: <{Guid.NewGuid():N}@{author.Host}>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            {Body}

            """
        );

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
