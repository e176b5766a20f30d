using System.CommandLine;
using System.CommandLine.Parsing;
using Dashboard.Check.Output;
using Dashboard.Check.Terminal;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Check;

/// <summary>Reads the arguments of <c>check</c>; a mistake becomes a message in the reader's language.</summary>
internal static class CheckArgumentsParser
{
    /// <summary>Either the arguments or a problem, never both.</summary>
    public static (CheckArguments? Arguments, string? Problem) Parse(
        IReadOnlyList<string> args,
        CheckTexts texts
    )
    {
        var (settings, rest) = SettingArguments.Split(args);
        var domains = new Argument<string[]>("DOMAIN") { Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Arity = ArgumentArity.Zero };
        var jsonLines = new Option<bool>("--jsonl") { Arity = ArgumentArity.Zero };
        var standards = new Option<bool>("--standards") { Arity = ArgumentArity.Zero };
        var full = new Option<bool>("--full") { Arity = ArgumentArity.Zero };
        var file = new Option<string?>("--file", "-f");
        var format = new Option<string?>("--format");
        var certificate = new Option<string?>("--certificate");
        var language = new Option<string?>("--language");
        var help = new Option<bool>("--help", "-h", "-?");
        var command = new Command("check")
        {
            domains,
            json,
            jsonLines,
            format,
            certificate,
            standards,
            full,
            file,
            language,
            help,
        };
        var parsed = command.Parse(
            rest,
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );

        if (parsed.GetValue(help))
        {
            return (
                new(
                    [],
                    null,
                    CheckFormat.Report,
                    Tls: null,
                    Help: true,
                    CheckTexts.IsLanguage(parsed.GetValue(language))
                        ? parsed.GetValue(language)
                        : null,
                    Certificate: null,
                    settings
                ),
                null
            );
        }
        var names = parsed.GetResult(domains)?.Tokens.Select(token => token.Value).ToList() ?? [];
        if (names.Find(name => name.StartsWith('-')) is { } unknown)
        {
            return (null, texts.UnknownOption(unknown, command.Options.Select(each => each.Name)));
        }
        if (parsed.Errors is [var error, ..])
        {
            return (
                null,
                error.SymbolResult is OptionResult option
                    ? texts.OptionNeedsOneValue(option.Option.Name)
                    : texts.UnknownOption(
                        string.Join(' ', parsed.UnmatchedTokens),
                        command.Options.Select(each => each.Name)
                    )
            );
        }
        var asked = parsed.GetValue(language);
        if (asked is not null && !CheckTexts.IsLanguage(asked))
        {
            return (null, texts.OneLanguage);
        }
        var from = parsed.GetValue(file);
        if (names.Count == 0 && from is null)
        {
            return (null, texts.NoDomain);
        }
        CheckFormat[] formats =
        [
            .. parsed.GetValue(json) ? [CheckFormat.Json] : Array.Empty<CheckFormat>(),
            .. parsed.GetValue(jsonLines) ? [CheckFormat.JsonLines] : Array.Empty<CheckFormat>(),
        ];
        if (parsed.GetValue(format) is { } word)
        {
            if (!Formats.TryGetValue(word, out var named))
            {
                return (null, texts.UnknownFormat);
            }
            formats = [.. formats, named];
        }
        if (formats.Length > 1)
        {
            return (null, texts.OneFormat);
        }
        TlsProfile? tls =
            parsed.GetValue(full) ? TlsProfile.Full
            : parsed.GetValue(standards) ? TlsProfile.Round
            : null;
        var planned = parsed.GetValue(certificate);
        if (planned is not null && (formats.Length > 0 || from is not null))
        {
            return (null, texts.CertificateStandsAlone);
        }
        return (
            new(
                names,
                from,
                formats is [var one] ? one : CheckFormat.Report,
                tls,
                Help: false,
                asked,
                planned,
                settings
            ),
            null
        );
    }

    /// <summary>
    /// A monitoring system reads the exit status also of a mistake in the arguments, so what is meant is known before they are
    /// read.
    /// </summary>
    public static bool MeansNagios(IReadOnlyList<string> args) =>
        args.Contains("--format=nagios")
        || args.Zip(args.Skip(1)).Any(pair => pair is { First: "--format", Second: "nagios" });

    private static readonly Dictionary<string, CheckFormat> Formats = new()
    {
        ["report"] = CheckFormat.Report,
        ["json"] = CheckFormat.Json,
        ["jsonl"] = CheckFormat.JsonLines,
        ["nagios"] = CheckFormat.Nagios,
        ["prometheus"] = CheckFormat.Prometheus,
    };
}
