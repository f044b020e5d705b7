namespace ThrowingConstructor;

internal sealed class OwnException : Exception
{
    public override string Message => "the constructor had a bad day";
}
