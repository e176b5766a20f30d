using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Dns;

/// <summary>
/// Signs zones with ldns-signzone, and keeps what came out under a digest of all that went in: a second start signs nothing.
/// </summary>
internal sealed class ZoneSigner(
    string folder,
    IReadOnlyDictionary<SigningAlgorithm, ZoneKey> keys,
    DateOnly today
)
{
    private readonly InstalledProgram signer = InstalledProgram.Find("ldns-signzone");

    /// <summary>The file to serve.</summary>
    public async Task<string> SignAsync(LabZone zone, CancellationToken cancellation)
    {
        var key = keys[zone.Algorithm];
        var arguments = zone.Signed ? Arguments(zone) : [];
        var path = Path.Combine(folder, Digest(zone, key, arguments) + ".zone");
        if (File.Exists(path))
        {
            return path;
        }
        var lines = zone.Signed
            ? await SignedAsync(zone, key, arguments, cancellation)
            : zone.ZoneFile().Split('\n');
        foreach (var edit in zone.Edits)
        {
            lines = [.. edit.Apply(lines)];
        }
        var content = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        await LabFolders.WriteAsync(path, content, cancellation);
        return path;
    }

    private async Task<string[]> SignedAsync(
        LabZone zone,
        ZoneKey key,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        var scratch = Directory.CreateTempSubdirectory("lab-zone-").FullName;
        try
        {
            var source = Path.Combine(scratch, "zone");
            var signed = Path.Combine(scratch, "signed");
            await File.WriteAllTextAsync(source, zone.ZoneFile(), cancellation);
            await File.WriteAllTextAsync(
                Path.Combine(scratch, "key.key"),
                key.DnskeyLine(zone.Apex) + "\n",
                cancellation
            );
            await File.WriteAllTextAsync(
                Path.Combine(scratch, "key.private"),
                key.PrivateFile,
                cancellation
            );
            await ProgramRun.OutputAsync(
                signer,
                scratch,
                [.. arguments, "-f", signed, source, Path.Combine(scratch, "key")],
                cancellation
            );
            return await File.ReadAllLinesAsync(signed, cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private string[] Arguments(LabZone zone)
    {
        List<string> arguments =
        [
            "-o",
            LabZone.Absolute(zone.Apex),
            "-i",
            Day(zone.Validity.From),
            "-e",
            Day(zone.Validity.To),
        ];
        if (zone.Denial.Nsec3)
        {
            arguments.AddRange([
                "-n",
                "-a",
                "1",
                "-t",
                zone.Denial.Iterations.ToString(CultureInfo.InvariantCulture),
            ]);
            if (zone.Denial.OptOut)
            {
                arguments.Add("-p");
            }
            if (zone.Denial.Salt is { } salt)
            {
                arguments.AddRange(["-s", salt]);
            }
        }
        return [.. arguments];
    }

    private string Day(int offset) =>
        today.AddDays(offset).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Digest(LabZone zone, ZoneKey key, string[] arguments) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        [
                            key.PublicKey,
                            .. arguments,
                            zone.ZoneFile(),
                            .. zone.Edits.Select(edit => edit.Name),
                        ]
                    )
                )
            )
        )[..40];
}
