// The block in the editor: what an author fills in. The page itself is written by pathway-explorer.php.

( function ( blocks, element, editor, components, i18n ) {
	var create = element.createElement;
	var fields = [
		[ 'src', 'Address of the pack · 数据包地址', 'Empty: the sample · 留空则用示例数据' ],
		[ 'lang', 'Language · 语言', 'zh-Hans, en' ],
		[ 'theme', 'Theme · 外观', 'auto, light, dark, contrast' ],
		[ 'view', 'First place · 首页', 'find, goal, ladder, plan, compare, me' ],
		[ 'goal', 'Job (id) · 岗位编号', '' ],
		[ 'programme', 'Programme (id) · 专业编号', '' ],
		[ 'region', 'Region (id) · 地区编号', '' ],
		[ 'persist', 'Keep on the device · 保存在本机', 'ask, local, none' ],
	];

	function edit( props ) {
		return create(
			'div',
			editor.useBlockProps(),
			create(
				components.Placeholder,
				{ icon: 'welcome-learn-more', label: i18n.__( 'Pathway explorer', 'pathway-explorer' ) + ' 学习路径', isColumnLayout: true },
				fields.map( function ( field ) {
					return create( components.TextControl, {
						key: field[ 0 ],
						label: field[ 1 ],
						help: field[ 2 ],
						value: props.attributes[ field[ 0 ] ] || '',
						onChange: function ( value ) {
							var changed = {};
							changed[ field[ 0 ] ] = value;
							props.setAttributes( changed );
						},
					} );
				} )
			)
		);
	}

	blocks.registerBlockType( 'rungs/pathway-explorer', {
		apiVersion: 2,
		title: 'Pathway explorer 学习路径',
		category: 'embed',
		icon: 'welcome-learn-more',
		edit: edit,
		save: function () {
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.components, window.wp.i18n );
