// The default theme with the reader's own fonts, and nothing to load from elsewhere.
import theme from "vitepress/theme-without-fonts";
import "./style.css";

export default theme;
