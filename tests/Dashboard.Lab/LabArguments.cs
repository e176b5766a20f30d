using System.Globalization;
using System.Net;

namespace Dashboard.Lab;

/// <summary>What was asked for on the command line.</summary>
/// <param name="List">Print the table of scenarios, and end.</param>
/// <param name="ListRelated">Print those of the related standards, and end.</param>
/// <param name="ListTls">Print those of STARTTLS by NCSC, and end.</param>
/// <param name="ScannerFolder">Compare what other scanners left there, and end.</param>
/// <param name="RegisterFolder">Write the files of the invented register there, and end.</param>
internal sealed record LabArguments(
    LabOptions Options,
    bool List,
    bool ListRelated = false,
    bool ListTls = false,
    string? RegisterFolder = null,
    string? ScannerFolder = null
)
{
    /// <summary>Null where they make no sense.</summary>
    public static LabArguments? Read(IReadOnlyList<string> args)
    {
        var read = new LabArguments(new LabOptions(), false);
        for (var at = 0; at < args.Count; at++)
        {
            if (args[at] == "--list-markdown")
            {
                read = read with { List = true };
                continue;
            }
            if (args[at] == "--list-related-markdown")
            {
                read = read with { ListRelated = true };
                continue;
            }
            if (args[at] == "--list-tls-markdown")
            {
                read = read with { ListTls = true };
                continue;
            }
            if (args[at] == "--register")
            {
                read = read with { Options = read.Options with { Register = true } };
                continue;
            }
            if (args[at] == "--write-register" && at + 1 < args.Count)
            {
                read = read with { RegisterFolder = args[++at] };
                continue;
            }
            if (args[at] == "--compare-scanners" && at + 1 < args.Count)
            {
                read = read with { ScannerFolder = args[++at] };
                continue;
            }
            if (++at == args.Count || Set(read.Options, args[at - 1], args[at]) is not { } options)
            {
                return null;
            }
            read = read with { Options = options };
        }
        return read;
    }

    private static LabOptions? Set(LabOptions options, string name, string value) =>
        name switch
        {
            "--dir" => options with { Folder = value },
            "--cache" => options with { CacheFolder = value },
            "--smtp-port" when Port(value) is { } port => options with { SmtpPort = port },
            "--https-port" when Port(value) is { } port => options with { HttpsPort = port },
            "--resolver-port" when Port(value) is { } port => options with { ResolverPort = port },
            "--non-validating-resolver-port" when Port(value) is { } port => options with
            {
                NonValidatingResolverPort = port,
            },
            "--resolver-address" when IPAddress.TryParse(value, out var address) => options with
            {
                ResolverAddress = address,
            },
            "--well-behaved" when Number(value) is { } count => options with
            {
                WellBehaved = count,
            },
            "--shared" when Number(value) is { } count => options with { Shared = count },
            "--shared-hosts" when Number(value) is { } count and > 0 => options with
            {
                SharedHosts = count,
            },
            "--random" when Number(value) is { } count => options with { RandomCount = count },
            "--seed" when Number(value) is { } seed => options with { RandomSeed = seed },
            "--random-choice" when value is "yes" or "no" => options with
            {
                RandomChoice = value == "yes",
            },
            "--random-ipv6" when value is "yes" or "no" => options with
            {
                RandomIPv6 = value == "yes",
            },
            "--random-hosts" when Number(value) is { } most and > 0 => options with
            {
                RandomHosts = most,
            },
            "--well-behaved-by" when value is "nginx" or "lab" => options with
            {
                WellBehavedByNginx = value == "nginx",
            },
            _ => null,
        };

    private static int? Port(string value) =>
        Number(value) is { } number and <= ushort.MaxValue ? number : null;

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
