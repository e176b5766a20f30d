using System.Globalization;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Comparison;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Cli.Rounds;

internal sealed partial class RoundCommand
{
    /// <summary>Null for a word that is no report.</summary>
    private async Task<int?> ReportAsync(
        string what,
        int id,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        string[] reports =
        [
            "figures",
            "agreements",
            "changes",
            "mail-flow",
            "providers",
            "results",
            "summary",
        ];
        if (!reports.Contains(what))
        {
            return null;
        }
        var read = services.GetRequiredService<RoundReports>();
        if (await read.FindAsync(id, cancellation) is not { } round)
        {
            return await RefuseAsync(texts.Refusal(ControlRefusal.NoSuchRound));
        }
        if (round.MeasuredAt is null)
        {
            return await RefuseAsync(texts.NotReady);
        }
        switch (what)
        {
            case "figures":
                return await FiguresAsync(read, round, words, cancellation);
            case "agreements":
                await PrintAsync(await read.AgreementsAsync(round, cancellation), words);
                return 0;
            case "changes":
                return await ChangesAsync(round, words, cancellation);
            case "mail-flow":
                await PrintAsync(await read.MailFlowAsync(round, cancellation), words);
                return 0;
            case "providers":
                await PrintAsync(await read.ProvidersAsync(round, cancellation), words);
                return 0;
            case "results":
                await PrintAsync(
                    await services.GetRequiredService<RoundResults>().AllAsync(round, cancellation),
                    words
                );
                return 0;
            default:
                await PrintAsync(
                    await RoundSummaryItem.ReadAsync(read, round, cancellation),
                    words
                );
                return 0;
        }
    }

    private async Task<int> FiguresAsync(
        RoundReports read,
        RoundRow round,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        AdoptionView? view = null;
        if (words.Option("--view") is { } viewWord)
        {
            if (!Slug.TryParse<AdoptionView>(viewWord, out var known))
            {
                await console.Error.WriteLineAsync(texts.Unknown(viewWord));
                return ExitStatus.Fault;
            }
            view = known;
        }
        var dimension = AdoptionDimension.All;
        if (
            words.Option("--dimension") is { } dimensionWord
            && (
                !Slug.TryParse(dimensionWord, out dimension)
                || dimension > AdoptionDimension.Provider
            )
        )
        {
            await console.Error.WriteLineAsync(texts.Unknown(dimensionWord));
            return ExitStatus.Fault;
        }
        List<object> rows =
        [
            .. await read.FiguresAsync(round, dimension, view, cancellation),
            .. await read.StatusesAsync(round, dimension, cancellation),
        ];
        await PrintAsync(rows, words);
        return 0;
    }

    private async Task<int> ChangesAsync(
        RoundRow round,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        int? against = null;
        if (words.Option("--against") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                await console.Error.WriteLineAsync(texts.Unknown(text));
                return ExitStatus.Fault;
            }
            against = id;
        }
        if (
            await services
                .GetRequiredService<RoundChanges>()
                .FindAsync(round, against, cancellation)
            is not { } changes
        )
        {
            return await RefuseAsync(texts.NothingToCompare);
        }
        await PrintAsync(changes, words);
        return 0;
    }

    /// <summary>Results of a batch of internet.nl beside those of a round.</summary>
    private async Task<int?> CompareAsync(
        string idText,
        string path,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        if (!int.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }
        var read = services.GetRequiredService<RoundReports>();
        if (await read.FindAsync(id, cancellation) is not { } round)
        {
            return await RefuseAsync(texts.Refusal(ControlRefusal.NoSuchRound));
        }
        if (round.MeasuredAt is null)
        {
            return await RefuseAsync(texts.NotReady);
        }
        BatchResultFile? theirs;
        ResultFileProblem? problem;
        try
        {
            await using var file = File.OpenRead(path);
            (theirs, problem) = await BatchResultFile.ReadAsync(file, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(texts.NoFile(path));
        }
        if (problem is { } why)
        {
            return await RefuseAsync(texts.Refusal(why));
        }
        await PrintAsync(
            await ActivatorUtilities
                .CreateInstance<BatchComparison>(
                    services,
                    ActivatorUtilities.CreateInstance<ResultStream>(services)
                )
                .CompareAsync(round, theirs!, cancellation),
            words
        );
        return 0;
    }

    private async Task<int> SetSendingAsync(
        string organisation,
        string stateWord,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        if (!Slug.TryParse<SendingState>(stateWord, out var state))
        {
            await console.Error.WriteLineAsync(texts.Unknown(stateWord));
            return ExitStatus.Fault;
        }
        var lab = services.GetRequiredService<LabSending>();
        if (!await lab.IsAllowedAsync(cancellation))
        {
            return await RefuseAsync(texts.NotALab);
        }
        if (
            await services
                .GetRequiredService<Features.Rounds.Start.IRoundRegister>()
                .FindKeyAsync(organisation, cancellation)
            is not { } key
        )
        {
            return await RefuseAsync(texts.NoSuchOrganisation(organisation));
        }
        await lab.SetAsync(key, state, cancellation);
        await PrintAsync(new SendingSet(key, state, "lab"), words);
        return 0;
    }

    private async Task<int> ExplainAsync(CommandWords words, CancellationToken cancellation)
    {
        if (
            words.Option("--standard") is not { } standardWord
            || !Slug.TryParse<FigureStandard>(standardWord, out var standard)
        )
        {
            await console.Error.WriteLineAsync(
                texts.Unknown($"--standard {words.Option("--standard")}")
            );
            return ExitStatus.Fault;
        }
        foreach (var option in new[] { "--from", "--until" })
        {
            if (words.Option(option) is { } text && Day(text) is null)
            {
                await console.Error.WriteLineAsync(texts.Unknown($"{option} {text}"));
                return ExitStatus.Fault;
            }
        }
        DomainName? domain = null;
        if (
            words.Option("--domain") is { } domainText
            && !DomainName.TryParse(domainText, out domain)
        )
        {
            await console.Error.WriteLineAsync(texts.Unknown(domainText));
            return ExitStatus.Fault;
        }
        var (added, refusal) = await services
            .GetRequiredService<ExplanationDesk>()
            .AddAsync(
                new(
                    words.Option("--organisation") ?? string.Empty,
                    standard,
                    domain,
                    words.Option("--text") ?? string.Empty,
                    words.Option("--role") ?? "analyst",
                    Day(words.Option("--from")),
                    Day(words.Option("--until"))
                ),
                cancellation
            );
        if (refusal is not null)
        {
            return await RefuseAsync(
                texts.Refusal(refusal.Value),
                usage: refusal != ExplanationRefusal.NoSuchOrganisation
            );
        }
        await PrintAsync(added!, words);
        return 0;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    internal sealed record SendingSet(string Organisation, SendingState State, string Source);
}
