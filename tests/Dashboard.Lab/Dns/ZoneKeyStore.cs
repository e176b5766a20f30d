using System.Globalization;
using System.Text;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Dns;

/// <summary>The lab's signing keys, one an algorithm, made once by ldns-keygen and kept.</summary>
internal sealed class ZoneKeyStore(string folder)
{
    public async Task<IReadOnlyDictionary<SigningAlgorithm, ZoneKey>> ReadAsync(
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        var keys = new Dictionary<SigningAlgorithm, ZoneKey>();
        foreach (var algorithm in Enum.GetValues<SigningAlgorithm>())
        {
            keys[algorithm] = await ReadAsync(algorithm, cancellation);
        }
        return keys;
    }

    private async Task<ZoneKey> ReadAsync(
        SigningAlgorithm algorithm,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(
            folder,
            ((int)algorithm).ToString("000", CultureInfo.InvariantCulture)
        );
        if (!File.Exists(path))
        {
            var key = await GenerateAsync(algorithm, cancellation);
            // Public and private half in one file, so that two labs that start together never mix theirs.
            var content = Encoding.ASCII.GetBytes(key.PublicKey + "\n" + key.PrivateFile);
            await LabFolders.WriteAsync(path, content, cancellation);
        }
        var text = await File.ReadAllTextAsync(path, cancellation);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new ZoneKey(algorithm, text[..end], text[(end + 1)..]);
    }

    private static async Task<ZoneKey> GenerateAsync(
        SigningAlgorithm algorithm,
        CancellationToken cancellation
    )
    {
        var scratch = Directory.CreateTempSubdirectory("lab-key-").FullName;
        try
        {
            var name = await ProgramRun.OutputAsync(
                InstalledProgram.Find("ldns-keygen"),
                scratch,
                [
                    "-a",
                    algorithm.Number().ToString(CultureInfo.InvariantCulture),
                    "-b",
                    algorithm.Bits().ToString(CultureInfo.InvariantCulture),
                    "-k",
                    "example.",
                ],
                cancellation
            );
            var file = Path.Combine(scratch, name.Trim());
            var record = await File.ReadAllTextAsync(file + ".key", cancellation);
            return new ZoneKey(
                algorithm,
                record.Split(';')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[
                    ^1
                ],
                await File.ReadAllTextAsync(file + ".private", cancellation)
            );
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
