namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// The few questions of a round, and a full examination of the same server before it: where both saw the same server, what only the
/// full one asked counts with the round. Pure.
/// </summary>
public static class EarlierExamination
{
    /// <summary>How old a full examination may be that counts with a round.</summary>
    public static readonly TimeSpan CountsFor = TimeSpan.FromDays(31);

    /// <summary>Shorter words of a greeting are days, months and zones.</summary>
    private const int ShortestWord = 4;

    /// <param name="own">Of the round.</param>
    /// <param name="full">Of the same address under the same names, started before <paramref name="own"/>.</param>
    /// <returns>
    /// The answers of both, those of the round last; <paramref name="own"/> as it is where the full one is too old, not whole, or saw
    /// another server than this one.
    /// </returns>
    public static TlsExamination Join(TlsExamination own, TlsExamination full)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(full);
        if (!Counts(own, full) || Compare(own, full) != Sameness.Same)
        {
            return own;
        }
        return own with
        {
            FullAt = full.StartedAt,
            Answers =
            [
                .. full.Answers.Where(earlier =>
                    !own.Answers.Any(answer => IsSameQuestion(answer, earlier))
                ),
                .. own.Answers,
            ],
            Certificates =
            [
                .. own
                    .Certificates.Concat(full.Certificates)
                    .DistinctBy(certificate => certificate.Sha256),
            ],
        };
    }

    /// <summary>The server is not the one that was examined: it is due to be examined again.</summary>
    public static bool Differs(TlsExamination own, TlsExamination full)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(full);
        return Compare(own, full) == Sameness.Other;
    }

    private static bool Counts(TlsExamination own, TlsExamination full) =>
        full.Profile == TlsProfile.Full
        && full.IsWhole
        && full.CatalogueVersion == own.CatalogueVersion
        && full.StartedAt <= own.StartedAt
        && own.StartedAt - full.StartedAt <= CountsFor;

    /// <summary>
    /// By what both were asked and answered: version, suite, extensions and the key of the certificate, and by the greeting. A question
    /// that came to no answer of the server compares nothing, nor does a server that does not greet or puts a client off.
    /// </summary>
    private static Sameness Compare(TlsExamination own, TlsExamination full)
    {
        var pairs = own
            .Answers.Where(IsSettled)
            .Select(answer =>
                (
                    Own: answer,
                    Full: full.Answers.LastOrDefault(earlier =>
                        IsSettled(earlier) && IsSameQuestion(answer, earlier)
                    )
                )
            )
            .Where(pair => pair.Full is not null)
            .ToList();
        return pairs.Count == 0 ? Sameness.Unknown
            : IsSameSoftware(own.Greeting, full.Greeting)
            && pairs.TrueForAll(pair =>
                IsSameAnswer(pair.Own, pair.Full!) && KeyOf(pair.Own) == KeyOf(pair.Full!)
            )
                ? Sameness.Same
            : Sameness.Other;
    }

    private static bool IsSettled(TlsAnswer answer) =>
        answer.Kind
            is TlsAnswerKind.Accepted
                or TlsAnswerKind.Refused
                or TlsAnswerKind.Ended
                or TlsAnswerKind.OlderVersion;

    private static bool IsSameQuestion(TlsAnswer one, TlsAnswer other) =>
        one.Question == other.Question && (one.Offered ?? []).SequenceEqual(other.Offered ?? []);

    private static bool IsSameAnswer(TlsAnswer one, TlsAnswer other) =>
        one.Kind == other.Kind
        && one.Version == other.Version
        && one.Suite == other.Suite
        && (one.Extensions ?? []).ToHashSet().SetEquals(other.Extensions ?? []);

    /// <summary>A certificate that was renewed with its key is of the same server; of one that nobody can read the whole counts.</summary>
    private static OctetString? KeyOf(TlsAnswer answer) =>
        answer.LeafKey ?? (answer.Chain is [var leaf, ..] ? leaf : null);

    private static bool IsSameSoftware(string? one, string? other) =>
        one is null || other is null || Words(one).SetEquals(Words(other));

    /// <summary>Of the software: numbers, times and the id of the session change with each connection.</summary>
    private static HashSet<string> Words(string greeting) =>
        greeting
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= ShortestWord && word.All(char.IsAsciiLetter))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private enum Sameness
    {
        /// <summary>Nothing was answered to both.</summary>
        Unknown,
        Same,
        Other,
    }
}
