using System.Text.RegularExpressions;

[DeviceDriver("subject")]
public sealed class CompiledRegex : SinDriver
{
    protected override void Commit()
    {
        _ = new Regex("[a-z]+", RegexOptions.Compiled).IsMatch("abc");
    }
}
