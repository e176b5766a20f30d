namespace Dashboard.Core.Adoption;

/// <summary>Standards that are counted together.</summary>
/// <param name="Slug">Public and stable.</param>
/// <param name="Deadline">The day they had to be there by agreement; null where nobody agreed on them.</param>
public sealed record Agreement(
    string Slug,
    DateOnly? Deadline,
    IReadOnlyList<FigureStandard> Standards
)
{
    /// <summary>
    /// The <em>streefbeeldafspraken</em> that are about mail, each with the standards and the day agreed on, in the order of their
    /// deadlines; last the transport of mail as a whole, which DANE needs DNSSEC for.
    /// </summary>
    public static IReadOnlyList<Agreement> All { get; } =
    [
        new(
            "mail-authentication-2017",
            new DateOnly(2017, 12, 31),
            [FigureStandard.Dnssec, FigureStandard.Spf, FigureStandard.Dkim, FigureStandard.Dmarc]
        ),
        new(
            "mail-2019",
            new DateOnly(2019, 12, 31),
            [FigureStandard.StartTls, FigureStandard.Dane, FigureStandard.Spf, FigureStandard.Dmarc]
        ),
        new("ipv6-2021", new DateOnly(2021, 12, 31), [FigureStandard.Ipv6Mx]),
        new(
            "mail-transport",
            null,
            [FigureStandard.StartTls, FigureStandard.Dane, FigureStandard.Dnssec]
        ),
    ];
}

/// <summary>How far an agreement is met in one view.</summary>
/// <param name="Mean">
/// The unweighted mean of the percentages of its standards, with one decimal; null where one of them has none.
/// </param>
/// <param name="MeetsAll">Domains that pass every standard, of those that are measured on every one.</param>
public sealed record AgreementFigure(
    Agreement Agreement,
    AdoptionView View,
    decimal? Mean,
    Share MeetsAll
)
{
    /// <summary>Null where one of its standards was not measured in the round at all.</summary>
    public static AgreementFigure? Of(
        Agreement agreement,
        AdoptionView view,
        IReadOnlyCollection<CountedDomain> domains
    )
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(domains);
        var standards = agreement.Standards;
        if (!standards.All(s => domains.Any(d => d.In(s, view) is not null)))
        {
            return null;
        }
        var measured = domains
            .Where(d => standards.All(s => d.In(s, view) is { IsMeasured: true }))
            .ToList();
        return new(
            agreement,
            view,
            MeanOf([.. standards.Select(s => ShareOf(s, view, domains))]),
            new(
                measured.Count(d => standards.All(s => d.In(s, view) == CountedOutcome.Passed)),
                measured.Count
            )
        );
    }

    private static Share ShareOf(
        FigureStandard standard,
        AdoptionView view,
        IReadOnlyCollection<CountedDomain> domains
    ) =>
        new(
            domains.Count(d => d.In(standard, view) is { As: CountedAs.Passed }),
            domains.Count(d => d.In(standard, view) is { IsMeasured: true })
        );

    private static decimal? MeanOf(IReadOnlyList<Share> shares) =>
        shares.Any(s => s.Percentage is null)
            ? null
            : (
                shares.Aggregate(Rational.Zero, (sum, s) => sum + s.Exact!.Value) / shares.Count
            ).ToPercentage();
}
