namespace Dashboard.Lab.Outbound;

public sealed record MtaSetting(string Name, string Value)
{
    public override string ToString() => $"{Name} = {Value}";
}
